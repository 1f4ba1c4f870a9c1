/** The Slack app's manifest, made from the declarations. Reference: https://docs.slack.dev/reference/app-manifest */
import {
  type CommandDeclaration,
  commandSummary,
  type ShortcutDeclaration,
  shortcutLabel,
} from '../../core/commands/declaration.ts';
import { englishTexts } from '../../core/language/texts.ts';
import { BOT_EVENTS, ORGANISATION_EVENTS } from './events.ts';
import { BOT_SCOPES } from './scopes.ts';

const MAX_USAGE_HINT = 1000;

/** What Slack shows under a shortcut's name. A manifest has one language. */
const SHORTCUT_ABOUT = {
  'quiz-me': 'slack-platform.shortcut-quiz-me',
  'answer-today': 'slack-platform.shortcut-answer-today',
} as const;

export interface SlashCommandEntry {
  readonly command: string;
  readonly description: string;
  readonly usage_hint?: string;
  /** Turns `#general` into `<#C123|general>`, so that a channel is known by its id. */
  readonly should_escape: true;
  readonly url?: string;
}

/** How Slack reaches the app. Without an address for events it is for Socket Mode. */
export interface Addresses {
  /** `https://quiz.example.org/slack/events`. */
  readonly requestUrl?: string | undefined;
  /** `https://quiz.example.org/slack/oauth_redirect`: the app can be installed in several workspaces and in organisations. */
  readonly redirectUrl?: string | undefined;
}

/** The manifest as plain data. */
export function slackManifest(
  commands: readonly CommandDeclaration[],
  shortcuts: readonly ShortcutDeclaration[],
  { requestUrl, redirectUrl }: Addresses = {},
) {
  return {
    display_information: {
      name: 'Refcount',
      description: 'A daily internals interview question, graded at once.',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Refcount', always_online: true },
      shortcuts: shortcutEntries(shortcuts),
      slash_commands: slashCommands(commands, requestUrl),
    },
    oauth_config: {
      ...(redirectUrl ? { redirect_urls: [redirectUrl] } : {}),
      scopes: { bot: [...BOT_SCOPES] },
    },
    settings: {
      event_subscriptions: {
        ...(requestUrl ? { request_url: requestUrl } : {}),
        bot_events: [...BOT_EVENTS, ...(redirectUrl ? ORGANISATION_EVENTS : [])],
      },
      interactivity: { is_enabled: true, ...(requestUrl ? { request_url: requestUrl } : {}) },
      org_deploy_enabled: redirectUrl !== undefined,
      socket_mode_enabled: requestUrl === undefined,
      token_rotation_enabled: false,
    },
  };
}

/** Slack has shortcuts on messages and anywhere, none on people. */
function shortcutEntries(shortcuts: readonly ShortcutDeclaration[]) {
  const t = englishTexts();
  return shortcuts.flatMap(({ id, on }) => {
    if (on === 'person') return [];
    const about = Object.entries(SHORTCUT_ABOUT).find(([of]) => of === id)?.[1];
    if (!about) throw new Error(`the shortcut ${id} has no description for Slack`);
    const type = on === 'message' ? ('message' as const) : ('global' as const);
    return [{ name: shortcutLabel(t, { id }), type, callback_id: id, description: t.plain(about) }];
  });
}

/** One slash command per first word: `/quiz` for all of `quiz setup`, `quiz post`, …. */
function slashCommands(commands: readonly CommandDeclaration[], requestUrl: string | undefined): SlashCommandEntry[] {
  const words = new Map<string, CommandDeclaration[]>();
  for (const command of commands) {
    const [word = command.name] = command.name.split(' ');
    words.set(word, [...(words.get(word) ?? []), command]);
  }
  return [...words].map(([word, group]) => {
    const hint = usageHint(word, group);
    return {
      command: `/${word}`,
      ...(requestUrl ? { url: requestUrl } : {}),
      description: description(word, group),
      ...(hint ? { usage_hint: hint } : {}),
      should_escape: true,
    };
  });
}

function description(word: string, group: readonly CommandDeclaration[]): string {
  const single = group.find((command) => command.name === word);
  if (single) return commandSummary(englishTexts(), single);
  return `The ${word}: ${subcommands(word, group).join(', ')}`;
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
