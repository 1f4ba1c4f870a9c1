import { conversation } from '../contract/conversation.ts';
import { home } from '../contract/conversation-home.ts';
import { createSlackStage } from '../contract/slack-stage.ts';

const differences = {
  noCompletion: 'Slack has no completion for slash commands',
  menus: { on: ['message', 'anywhere'], because: 'Slack has no menu on people' },
} as const;

conversation('slack, Socket Mode', () => createSlackStage('socket'), differences);
conversation('slack, HTTP', () => createSlackStage('http'), differences);
home('slack, Socket Mode', () => createSlackStage('socket'));
home('slack, HTTP', () => createSlackStage('http'));
