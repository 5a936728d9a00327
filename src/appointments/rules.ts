/** The office's rules. Days count from the local day of `now`. */
export type Rules = {
  /** A hold is a promise to one person and a lock for everybody else. */
  holdMinutes: number
  firstDay: number
  lastDay: number
  moves: number
  /** Wrong codes or dates of birth per conversation, and per code, in `openingHours` hours. */
  openings: number
  openingHours: number
  /** Other times offered with a refusal. */
  alternatives: number
  /** From so many minutes before the start "I am here" counts. */
  arrivalMinutes: number
  /** So long the office can undo that it closed times or cancelled; only then is anybody told. */
  undoSeconds: number
  /** So many hours before the start people are reminded. */
  reminderHours: readonly number[]
  /** Local times "HH:MM" between which nobody is told what can wait; over midnight. */
  quiet: { from: string; to: string }
  /** So long a freed seat is offered to one person, at most; it is an eighth of the time that is left, but at least the other. */
  offerMinutes: { most: number; least: number }
  /** So many offers one person gets in seven days; it is never more than one a day. */
  offersPerWeek: number
  /** A wish that nothing has ended is forgotten after so many days. */
  wishDays: number
  /** Nearer to its start a freed seat becomes public at once when nobody waits for it. */
  publicHours: number
  /**
   * To more people than `alone` a second member has to agree. A wave goes to at most `perPlace` people for each free place, and
   * the next one `waveMinutes` later; so many messages at most stand in line, so that who stops it stops it at once.
   */
  broadcast: { alone: number; perPlace: number; waveMinutes: number; inLine: number }
}

export const rules: Rules = {
  holdMinutes: 10,
  firstDay: 1,
  lastDay: 60,
  moves: 3,
  openings: 5,
  openingHours: 24,
  alternatives: 6,
  arrivalMinutes: 60,
  undoSeconds: 30,
  reminderHours: [72, 24],
  quiet: { from: '20:00', to: '08:00' },
  offerMinutes: { most: 30, least: 5 },
  offersPerWeek: 3,
  wishDays: 30,
  publicHours: 24,
  broadcast: { alone: 500, perPlace: 3, waveMinutes: 15, inLine: 60 },
}
