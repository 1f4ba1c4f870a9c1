import { conversation } from '../contract/conversation.ts';
import { createSlackStage } from '../contract/slack-stage.ts';

const differences = { noCompletion: 'Slack has no completion for slash commands' };

conversation('slack, Socket Mode', () => createSlackStage('socket'), differences);
conversation('slack, HTTP', () => createSlackStage('http'), differences);
