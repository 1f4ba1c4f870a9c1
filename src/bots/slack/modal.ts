/** The modals people look at: opened with a trigger, then changed by id. Nothing here rejects. */
import type { RespondFn, types } from '@slack/bolt';
import type { Texts } from '../../core/language/texts.ts';
import type { Log } from '../../core/ports.ts';
import { slackCode } from './errors.ts';
import type { Incoming, Installation } from './receive.ts';
import { loadingView } from './view.ts';

/** Modals whose answer takes the place of a private message, remembered so long as this process lives. */
const MAX_REMEMBERED = 1000;

/** Where a person is while they act, and so where the reply can be shown. */
export interface Place {
  readonly at: Installation;
  readonly respond?: RespondFn | undefined;
  /** Whether the reply takes the place of the private message that was acted on. */
  readonly replaces: boolean;
  /** The modal they look at. With a hash, a change of it meanwhile is not overwritten. */
  readonly modal?: { readonly id: string; readonly hash?: string } | undefined;
  /** The trigger was spent on a modal that did not open. */
  readonly triggerSpent?: boolean;
}

/**
 * `shown`: they see it, or have seen it; `closed`: they closed the modal it belongs in, or it shows something newer;
 * `late`: it did not open.
 */
export type Shown = 'shown' | 'closed' | 'late';

export interface Modals {
  /** Opens a placeholder, whose id is in the place given back. */
  hold(t: Texts, to: Incoming, place: Place): Promise<Place>;
  /** Shows the view in the modal of the place, else in a new one. */
  show(to: Incoming, place: Place, view: types.ModalView): Promise<Shown>;
  /** The private message the modal was opened from, if its answer is to replace it. */
  openedFrom(viewId: string): Pick<Place, 'respond' | 'replaces'>;
}

export function createModals(log: Log): Modals {
  const origins = new Map<string, RespondFn>();

  function remember(viewId: string | undefined, place: Place): void {
    if (!viewId || !place.respond || !place.replaces) return;
    origins.set(viewId, place.respond);
    const [oldest] = origins.keys();
    if (origins.size > MAX_REMEMBERED && oldest) origins.delete(oldest);
  }

  async function open(to: Incoming, place: Place, view: types.ModalView): Promise<Shown> {
    if (place.triggerSpent) return 'late';
    try {
      const opened = await place.at.client.views.open({ trigger_id: to.triggerId, view });
      remember(opened.view?.id, place);
      return 'shown';
    } catch (error) {
      const code = slackCode(error);
      // The trigger was used: this very request opened its modal before and was delivered again.
      if (code === 'exchanged_trigger_id') return 'shown';
      log.warn(
        { platform: 'slack', code, err: error },
        'a modal could not be opened; the person is asked to try again. If this is frequent, the machine is too slow.',
      );
      return 'late';
    }
  }

  async function update(place: Place, modal: NonNullable<Place['modal']>, view: types.ModalView): Promise<Shown> {
    try {
      await place.at.client.views.update({ view_id: modal.id, view, ...(modal.hash ? { hash: modal.hash } : {}) });
      remember(modal.id, place);
      return 'shown';
    } catch (error) {
      const code = slackCode(error);
      if (code === 'hash_conflict') return 'shown';
      log.warn({ platform: 'slack', code, err: error }, 'a modal could not be changed; it was closed, most likely');
      return code === 'not_found' ? 'closed' : 'late';
    }
  }

  return {
    async hold(t, to, place) {
      try {
        const { view } = await place.at.client.views.open({ trigger_id: to.triggerId, view: loadingView(t) });
        if (!view?.id) return { ...place, triggerSpent: true };
        return { ...place, modal: { id: view.id, ...(view.hash ? { hash: view.hash } : {}) } };
      } catch (error) {
        log.warn({ platform: 'slack', code: slackCode(error), err: error }, 'a modal could not be opened in time');
        return { ...place, triggerSpent: true };
      }
    },

    show: (to, place, view) => (place.modal ? update(place, place.modal, view) : open(to, place, view)),

    openedFrom(viewId) {
      const respond = origins.get(viewId);
      return respond ? { respond, replaces: true } : { replaces: false };
    },
  };
}
