import { conversation } from '../contract/conversation.ts';
import { createLocalStage } from '../contract/local-stage.ts';

conversation('local', createLocalStage);
