/** Who is listening right now, and what they get to hear. A listener that lost something catches up by reading the log. */
import type { EntryView, MessageView } from './render.ts';

export interface ClockView {
  readonly now: string;
  readonly movable: boolean;
}

export type LiveEvent =
  | { readonly event: 'entry'; readonly data: EntryView }
  | { readonly event: 'change'; readonly data: { readonly id: string; readonly message: MessageView } }
  | { readonly event: 'clock'; readonly data: ClockView };

export interface Listener {
  readonly person: string;
  hear(event: LiveEvent): void;
  /** Asks the listener to leave. */
  end(): void;
}

export class LiveFeed {
  readonly #listeners = new Set<Listener>();

  /** Returns how to stop listening. */
  join(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells everyone, or only `audience`. */
  tell(event: LiveEvent, audience: string | null): void {
    for (const listener of this.#listeners) {
      if (audience === null || listener.person === audience) listener.hear(event);
    }
  }

  endAll(): void {
    for (const listener of this.#listeners) listener.end();
  }
}
