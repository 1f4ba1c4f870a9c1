/** What the product said while it was driven: every message, form, list of completions and home, each once. */
import type { Language } from '../../../src/core/language/language.ts';
import { type TextKey, textsIn } from '../../../src/core/language/texts.ts';
import type { Completion, Form, FormValues, Message } from '../../../src/core/message.ts';

export type Content =
  /** `reply`: to one person; `post`: to a channel; `thread`: under a post; `whisper`: a direct message. */
  | { readonly kind: 'reply' | 'post' | 'thread' | 'whisper' | 'home'; readonly message: Message }
  | { readonly kind: 'form'; readonly form: Form }
  | {
      readonly kind: 'invalid';
      readonly form: Form | undefined;
      readonly errors: Readonly<Record<string, string>>;
      readonly typed: FormValues;
    }
  | { readonly kind: 'completions'; readonly completions: readonly Completion[] };

export interface Said {
  /** The state, who acted, and what they did. */
  readonly where: string;
  readonly language: Language;
  readonly content: Content;
}

export interface Hearing {
  readonly said: readonly Said[];
  hear(said: Said): void;
}

export function createHearing(): Hearing {
  const heard = new Map<string, Said>();
  return {
    get said() {
      return [...heard.values()];
    },
    hear(said) {
      const key = JSON.stringify([said.language, said.content]);
      if (!heard.has(key)) heard.set(key, said);
    },
  };
}

/** Notes every text of the language that is spoken from now on; everything that is spoken goes through `rich`. */
export function listenTo(language: Language): { readonly spoken: ReadonlySet<TextKey>; stop(): void } {
  const texts = textsIn(language);
  const { rich } = texts;
  const spoken = new Set<TextKey>();
  texts.rich = (key, values) => {
    spoken.add(key);
    return rich(key, values);
  };
  return {
    spoken,
    stop() {
      texts.rich = rich;
    },
  };
}
