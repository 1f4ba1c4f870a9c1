import { conversation } from '../contract/conversation.ts';
import { createDiscordStage } from '../contract/discord-stage.ts';

conversation('discord', createDiscordStage, {
  noErrorsInForm: 'Discord closes a modal when it is submitted; errors come as a private message with the text typed',
  noRedelivery: 'Discord sends an interaction once',
});
