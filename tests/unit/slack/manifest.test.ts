import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { slackManifest } from '../../../src/bots/slack/manifest.ts';
import { COMMANDS } from '../../../src/core/commands/catalog.ts';

describe('the manifest', () => {
  it('is the one in slack/manifest.yaml', () => {
    const written = readFileSync(new URL('../../../slack/manifest.yaml', import.meta.url), 'utf8');
    expect(parse(written)).toEqual(slackManifest(COMMANDS));
  });

  it('has one slash command per first word, whose channels arrive by id', () => {
    const { slash_commands } = slackManifest(COMMANDS).features;
    expect(slash_commands.map((each) => each.command)).toEqual(['/quiz', '/lookup', '/leaderboard']);
    expect(slash_commands.every((each) => each.should_escape)).toBe(true);
    expect(slash_commands[0]?.usage_hint).toContain('setup');
    expect(slash_commands[1]?.usage_hint).toBe('gil');
    for (const each of slash_commands) expect(each.description.length).toBeLessThanOrEqual(100);
  });

  it('is for Socket Mode, or for an address', () => {
    const socket = slackManifest(COMMANDS);
    expect(socket.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(socket)).not.toContain('url');
    const url = 'https://quiz.example.org/slack/events';
    const http = slackManifest(COMMANDS, url);
    expect(http.settings).toMatchObject({
      socket_mode_enabled: false,
      interactivity: { is_enabled: true, request_url: url },
    });
    expect(http.features.slash_commands.every((each) => each.url === url)).toBe(true);
  });
});
