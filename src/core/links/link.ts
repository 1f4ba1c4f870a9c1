/**
 * Playing together across workspaces. A linked workspace (the guest) plays in another's (its home): the same rounds, the
 * same board. Where a guest sees the questions is a place of the schedule. A member with an account in both can join them.
 */

/** A channel, besides the schedule's own, in which its rounds are asked too. */
export interface Place {
  /** Unique, at most 8 characters of [a-z0-9]: part of outbox keys. */
  readonly id: string;
  readonly scheduleId: string;
  /** The guest's. */
  readonly workspaceId: string;
  readonly channelId: string;
  /** Set while nothing can be posted there. */
  readonly unusable: boolean;
  /** The admin who linked it, as the guest's platform knows them: who is told when nothing can be posted there. */
  readonly linkedBy?: string | undefined;
}

/** What a one-time code stands for until it is used or `expiresAt` has passed. Only a hash of the code is kept. */
export interface LinkCode {
  /** SHA-256 of the code, in hexadecimal. */
  readonly hash: string;
  readonly expiresAt: Date;
  readonly for:
    | { readonly kind: 'workspace'; readonly workspaceId: string; readonly scheduleId: string }
    | { readonly kind: 'account'; readonly workspaceId: string; readonly memberId: string };
}

export interface LinkQueries {
  saveLinkCode(code: LinkCode): Promise<void>;
  /** Gives the code and removes it, so that it works once; undefined when there is none. Removes what has expired by `now`. */
  takeLinkCode(hash: string, now: Date): Promise<LinkCode | undefined>;
  /** The code without using it up; undefined when there is none, or it has expired by `now`. */
  linkCode(hash: string, now: Date): Promise<LinkCode | undefined>;

  /** The home of a guest; undefined for a workspace that plays in its own. */
  homeOf(workspaceId: string): Promise<string | undefined>;
  guestsOf(homeId: string): Promise<string[]>;
  linkWorkspace(guestId: string, homeId: string, at: Date): Promise<void>;
  /** Removes the link, its places, and the account links of the guest's members. */
  unlinkWorkspace(guestId: string): Promise<void>;

  savePlace(place: Place): Promise<void>;
  removePlace(id: string): Promise<void>;
  placeOfChannel(workspaceId: string, channelId: string): Promise<Place | undefined>;
  /** In a fixed order. */
  placesOfSchedule(scheduleId: string): Promise<Place[]>;
  placesOfWorkspace(workspaceId: string): Promise<Place[]>;
  /** Places where nothing can be posted, at most `limit`, in no order that anything may rely on. */
  unusablePlaces(limit: number): Promise<Place[]>;

  /** The member this account plays as; undefined for one that plays for itself. */
  playsAs(memberId: string): Promise<string | undefined>;
  accountsOf(memberId: string): Promise<string[]>;
  /** Links of accounts in which somebody of this workspace takes part. */
  accountLinksOf(workspaceId: string): Promise<{ readonly accountId: string; readonly memberId: string }[]>;
  linkAccount(accountId: string, memberId: string, at: Date): Promise<void>;
  unlinkAccount(accountId: string): Promise<void>;

  /** Ids of the rounds that both members have answered. */
  roundsOfBoth(memberId: string, otherId: string): Promise<string[]>;
  /** Makes a submission this member's, as this attempt. */
  giveSubmission(submissionId: string, memberId: string, attempt: number): Promise<void>;
  /**
   * Makes everything else of a member another's: submissions, ledger entries and review cards; of two cards of one
   * question, the one due later stays. Totals are not touched (see `recountStandings`), nor are streaks.
   */
  giveHistory(fromId: string, toId: string): Promise<void>;
  /** Makes a member's submissions to the rounds of one workspace, and their ledger entries, another's; gives how many submissions. */
  giveRounds(fromId: string, toId: string, workspaceId: string): Promise<number>;
  /** The scheduled rounds a member has answered, by schedule and then in order. */
  sequencesAnswered(memberId: string): Promise<{ readonly scheduleId: string; readonly sequence: number }[]>;
  removeStreaks(memberId: string): Promise<void>;
  /** Makes the totals of these members, in every workspace and period, what their ledger entries add up to. */
  recountStandings(memberIds: readonly string[]): Promise<void>;
}
