import type { LogEntry } from '#conversation/conversations.ts'
import type { Choice, Outgoing } from '#message.ts'

/** Where a chat stands: what the next message goes on from. Once something was said after a question, it is left alone. */
export type Standing = {
  /** The message with the open question. One that shows an appointment keeps it: its text is not edited. */
  open: { messageId: number; card: Outgoing | undefined; isLast: boolean } | undefined
  /** What was chosen since this message began, in the order of the questions: "✓ Deutsch". What is `asked` now is open again. */
  chosen: string[]
}

/**
 * Read from the log alone, so that nothing must be kept beside it. `isLast` says that nothing has come after the open
 * question but presses of its own buttons: then the next message may take its place.
 */
export function standing(before: readonly LogEntry[], asking: string | undefined): Standing {
  const at = before.findLastIndex((entry) => entry.from === 'office' && entry.message.question && entry.externalId)
  const asked = before[at]
  if (asked?.from !== 'office' || asked.externalId === undefined) return { open: undefined, chosen: [] }
  const since = before.slice(at + 1)
  if (since.some(({ from }) => from === 'office')) return { open: undefined, chosen: [] }
  const own = `press:${asked.externalId}`
  const isOwn = (entry: LogEntry) => entry.from === 'person' && entry.echo.clientId === own
  const form = asked.message.question?.form
  const isLast = since.every(isOwn) && (since.length > 0 || form !== undefined)
  const card = shownWith(before, asked.externalId)
  const first = card ? at : before.findIndex((entry) => entry.externalId === asked.externalId)
  return {
    open: { messageId: Number(asked.externalId), card, isLast },
    chosen: chosenIn(before.slice(first), asking),
  }
}

/** The appointment that one message shows together with the question that followed it. */
function shownWith(entries: readonly LogEntry[], externalId: string): Outgoing | undefined {
  const shown = entries.findLast(
    (entry) => entry.from === 'office' && entry.message.appointment && entry.externalId === externalId,
  )
  return shown?.from === 'office' ? shown.message : undefined
}

/** A question that is asked again takes its answer back. What brings somebody to the office is ticked, not named. */
function chosenIn(entries: readonly LogEntry[], asking: string | undefined): string[] {
  const chosen = new Map<string, string>()
  let open: { step: string; choices: readonly Choice[] } | undefined
  for (const entry of entries) {
    if (entry.from === 'office') {
      open = entry.message.question ?? open
      reopen(entry.message.question?.step)
      continue
    }
    const pressed = open?.choices.find(({ value, aside }) => value === entry.echo.value && !aside)
    if (pressed && open) chosen.set(open.step, `✓ ${pressed.discreet ?? pressed.label}`)
  }
  reopen(asking)
  return [...chosen.values()]

  function reopen(step: string | undefined): void {
    if (step === 'menu') chosen.clear()
    else if (step !== undefined) chosen.delete(step)
  }
}
