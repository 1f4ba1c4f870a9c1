import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BOT_EVENTS, ORGANISATION_EVENTS } from '../../../src/bots/slack/events.ts';
import { slackManifest } from '../../../src/bots/slack/manifest.ts';
import { BOT_SCOPES } from '../../../src/bots/slack/scopes.ts';
import { COMMANDS, SHORTCUTS } from '../../../src/core/commands/catalog.ts';
import { MANIFEST_RULES } from '../../fakes/slack/manifest-rules.ts';

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const requestUrl = 'https://quiz.example.org/slack/events';
const redirectUrl = 'https://quiz.example.org/slack/oauth_redirect';
const ALL = {
  'for Socket Mode': slackManifest(COMMANDS, SHORTCUTS),
  'for HTTP': slackManifest(COMMANDS, SHORTCUTS, { requestUrl }),
  'for several workspaces over HTTP': slackManifest(COMMANDS, SHORTCUTS, { requestUrl, redirectUrl }),
  'for several workspaces by Socket Mode': slackManifest(COMMANDS, SHORTCUTS, { redirectUrl }),
};
const socket = ALL['for Socket Mode'];

/** The names of a table in the docs: what stands as code in its first column, under a heading. */
function listedUnder(heading: string): string[] {
  const [, section = ''] = file('docs/slack.md').split(`\n## ${heading}\n`);
  const rows =
    section
      .split('\n## ')[0]
      ?.split('\n')
      .filter((line) => line.startsWith('| `')) ?? [];
  return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? ''));
}

describe('the manifest', () => {
  it('is the one in slack/manifest.yaml', () => {
    expect(parse(file('slack/manifest.yaml'))).toEqual(socket);
  });

  it.each(Object.entries(ALL))('%s keeps Slack’s rules', (_, manifest) => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    const valid = ajv.compile(MANIFEST_RULES);
    valid(manifest);
    expect(valid.errors ?? []).toEqual([]);
  });

  it('is refused by the rules when it breaks one', () => {
    const valid = new Ajv({ strict: false }).compile(MANIFEST_RULES);
    const [command] = socket.features.slash_commands;
    const [shortcut] = socket.features.shortcuts;
    const broken = [
      { ...socket, display_information: { name: 'x'.repeat(36) } },
      { ...socket, features: { ...socket.features, slash_commands: Array(51).fill(command) } },
      { ...socket, features: { ...socket.features, slash_commands: [{ ...command, description: '' }] } },
      { ...socket, features: { ...socket.features, slash_commands: [{ ...command, command: 'quiz' }] } },
      { ...socket, features: { ...socket.features, shortcuts: [{ ...shortcut, name: 'x'.repeat(25) }] } },
      { ...socket, features: { ...socket.features, shortcuts: [{ ...shortcut, type: 'person' }] } },
      { ...socket, features: { ...socket.features, shortcuts: Array(11).fill(shortcut) } },
      { ...socket, settings: { ...socket.settings, event_subscriptions: { bot_events: Array(2).fill('x') } } },
      { ...socket, settings: { ...socket.settings, misspelt: true } },
    ];
    expect(broken.map((manifest) => valid(manifest))).toEqual(broken.map(() => false));
  });

  it('has one slash command per first word, whose channels arrive by id', () => {
    const { slash_commands } = socket.features;
    expect(slash_commands.map((each) => each.command)).toEqual(['/quiz', '/lookup', '/leaderboard']);
    expect(slash_commands.every((each) => each.should_escape)).toBe(true);
    expect(slash_commands[0]?.usage_hint).toContain('setup');
    expect(slash_commands[1]?.usage_hint).toBe('gil');
    for (const each of slash_commands) expect(each.usage_hint).not.toBe('');
  });

  it('has the shortcuts that Slack has a place for', () => {
    expect(socket.features.shortcuts.map(({ callback_id, type }) => [callback_id, type])).toEqual([
      ['quiz-me', 'message'],
      ['answer-today', 'global'],
    ]);
  });

  it('has a home tab, and messages that are read only', () => {
    expect(socket.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: true,
    });
  });

  it('is for Socket Mode, or for an address', () => {
    expect(socket.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(socket)).not.toContain('url');
    const http = ALL['for HTTP'];
    expect(http.settings).toMatchObject({
      socket_mode_enabled: false,
      interactivity: { is_enabled: true, request_url: requestUrl },
      event_subscriptions: { request_url: requestUrl },
    });
    expect(http.features.slash_commands.every((each) => each.url === requestUrl)).toBe(true);
  });

  it('is for one workspace, or for several and whole organisations', () => {
    expect(socket.settings.org_deploy_enabled).toBe(false);
    expect(socket.settings.event_subscriptions.bot_events).not.toContain('team_access_revoked');
    const several = ALL['for several workspaces by Socket Mode'];
    expect(several.oauth_config.redirect_urls).toEqual([redirectUrl]);
    expect(several.settings).toMatchObject({ org_deploy_enabled: true, socket_mode_enabled: true });
    expect(several.settings.event_subscriptions.bot_events).toContain('team_access_revoked');
  });
});

describe('docs/slack.md', () => {
  it('explains every scope that is asked for, and no other', () => {
    expect(listedUnder('What the bot may do, and why')).toEqual([...BOT_SCOPES]);
  });

  it('explains every event that is asked for, and no other', () => {
    expect(listedUnder('What Slack tells the bot').sort()).toEqual([...BOT_EVENTS, ...ORGANISATION_EVENTS].sort());
  });
});
