/** `node tests/fakes/local/dev.ts [port]`: the chat with a scripted desk, to look at the page while changing it. */
import { startScriptedChat } from './scripted-chat.ts';
import { questionCard, says } from './scripted-messages.ts';

const chat = await startScriptedChat({ port: Number(process.argv[2] ?? 8480) });
const target = { workspaceId: 'home', channelId: 'general' };
const closesAt = new Date(chat.clock.now().getTime() + 20 * 3600_000);
await chat.bot.platform.post(target, says('Good morning! A new question comes every weekday at **09:00**.'), 'hello');
await chat.bot.platform.post(target, questionCard(closesAt), 'q-1');
process.stdout.write(`${chat.url}\n`);
