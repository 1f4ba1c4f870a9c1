import { conversation } from '../contract/conversation.ts';
import { createLocalStage } from '../contract/local-stage.ts';

conversation('local', createLocalStage, {
  noReplacing: 'the local chat is a log: what was said stays',
  noTrouble: 'nobody can close a channel of the local chat',
  menus: { on: ['message', 'person'], because: 'the page has its commands one key away' },
});
