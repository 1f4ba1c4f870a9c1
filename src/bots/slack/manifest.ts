/** The Slack app's manifest, made from the commands' declarations. Reference: https://docs.slack.dev/reference/app-manifest */
import type { CommandDeclaration } from '../../core/commands/declaration.ts';

/** What the bot may do, and why: see docs/slack.md. */
export const BOT_SCOPES = ['commands', 'chat:write', 'channels:history', 'groups:history', 'users:read'] as const;

const MAX_USAGE_HINT = 1000;

export interface SlashCommandEntry {
  readonly command: string;
  readonly description: string;
  readonly usage_hint: string;
  /** Turns `#general` into `<#C123|general>`, so that a channel is known by its id. */
  readonly should_escape: true;
  readonly url?: string;
}

/**
 * The manifest as plain data. With `requestUrl` (`https://quiz.example.org/slack/events`) it is for HTTP, without it for
 * Socket Mode.
 */
export function slackManifest(commands: readonly CommandDeclaration[], requestUrl?: string) {
  return {
    display_information: {
      name: 'Refcount',
      description: 'A daily internals interview question, graded at once.',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Refcount', always_online: true },
      slash_commands: slashCommands(commands, requestUrl),
    },
    oauth_config: { scopes: { bot: [...BOT_SCOPES] } },
    settings: {
      interactivity: { is_enabled: true, ...(requestUrl ? { request_url: requestUrl } : {}) },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === undefined,
      token_rotation_enabled: false,
    },
  };
}

/** One slash command per first word: `/quiz` for all of `quiz setup`, `quiz post`, …. */
function slashCommands(commands: readonly CommandDeclaration[], requestUrl: string | undefined): SlashCommandEntry[] {
  const words = new Map<string, CommandDeclaration[]>();
  for (const command of commands) {
    const [word = command.name] = command.name.split(' ');
    words.set(word, [...(words.get(word) ?? []), command]);
  }
  return [...words].map(([word, group]) => ({
    command: `/${word}`,
    ...(requestUrl ? { url: requestUrl } : {}),
    description: description(word, group),
    usage_hint: usageHint(word, group),
    should_escape: true,
  }));
}

function description(word: string, group: readonly CommandDeclaration[]): string {
  const single = group.find((command) => command.name === word);
  return single?.summary ?? `The ${word}: ${subcommands(word, group).join(', ')}`;
}

function usageHint(word: string, group: readonly CommandDeclaration[]): string {
  const single = group.find((command) => command.name === word);
  const hint = single
    ? single.options.map((option) => (option.required ? option.example : `[${option.example}]`)).join(' ')
    : subcommands(word, group).join(' | ');
  return hint.slice(0, MAX_USAGE_HINT);
}

function subcommands(word: string, group: readonly CommandDeclaration[]): string[] {
  return group.filter((command) => command.name !== word).map((command) => command.name.slice(word.length + 1));
}
