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
}
