/** What is counted for whoever watches the process, in Prometheus' format. */
import { Counter, Registry } from 'prom-client';
import type { Meter } from './core/ports.ts';

export interface Metrics extends Meter {
  /** Everything counted so far, as `GET /metrics` answers it. */
  text(): Promise<{ readonly contentType: string; readonly body: string }>;
}

/** Counters of this process; they begin at zero with it. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const refused = new Counter({
    name: 'refcount_slack_requests_refused_total',
    help: 'Requests to /slack/events that were not let in, by reason.',
    labelNames: ['reason'],
    registers: [registry],
  });
  const errors = new Counter({
    name: 'refcount_platform_errors_total',
    help: 'Calls of a chat platform that failed, by platform and kind.',
    labelNames: ['platform', 'kind'],
    registers: [registry],
  });
  return {
    slackRequestRefused: (reason) => refused.inc({ reason }),
    platformError: (platform, kind) => errors.inc({ platform, kind }),
    text: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}
