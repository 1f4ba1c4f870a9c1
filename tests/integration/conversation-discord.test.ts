import { conversation } from '../contract/conversation.ts';
import { createDiscordStage } from '../contract/discord-stage.ts';

conversation('discord', createDiscordStage, {
  noErrorsInForm: 'Discord closes a modal when it is submitted; errors come as a private message with the text typed',
  noSetupForm: 'Discord shows every option while the command is written',
  noRedelivery: 'Discord sends an interaction once',
  menus: { on: ['message', 'person'], because: 'Discord has no menu that is about nothing' },
});
