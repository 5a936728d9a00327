import { setTimeout } from 'node:timers/promises'
import type { Conversations, LogEntry } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import type { Choice } from '#message.ts'
import type { Shown } from '../telegram/chats.ts'
import type { FakeBotApi } from '../telegram/fake-bot-api.ts'
import type { VirtualUser } from '../telegram/virtual-user.ts'
import type { Update } from '../telegram/updates.ts'
import type { Heard, Line } from './person.ts'

type Place = { fake?: FakeBotApi | undefined; database: Database; conversations: Conversations }

/**
 * Telegram as a person in the app uses it. What is heard is what the app shows after every edit; that it is what the office
 * meant to say is checked against the message log, which also names the steps.
 */
export async function telegramLine(place: Place, user?: VirtualUser): Promise<Line & { user: VirtualUser }> {
  const { fake, database, conversations } = place
  if (!fake) throw new Error('This office has no Telegram')
  const self = user ?? fake.user()
  const sent = new Map<string, Update>()
  let heardUntil = 0

  const open = async (): Promise<string | undefined> =>
    (
      await database.query<{ id: string }>({
        name: 'line-conversation',
        text: "SELECT id FROM conversation WHERE channel = 'telegram' AND address = $1",
        values: [String(self.id)],
      })
    )[0]?.id

  async function hear(): Promise<Heard[]> {
    await quiet(fake!, database)
    const id = await open()
    const log = id === undefined ? [] : await conversations.log(id, 0)
    const news = log.filter((entry) => entry.sequence > heardUntil)
    heardUntil = log.at(-1)?.sequence ?? heardUntil
    return news.flatMap((entry) => (entry.from === 'office' ? [toHeard(entry, log, self.sees)] : []))
  }

  return {
    user: self,
    async say(text, id) {
      const known = id === undefined ? undefined : sent.get(id)
      if (known) self.repeats(known)
      else if (id !== undefined) sent.set(id, pressOrSay(text))
      else self.sends(text)
    },
    async press(choice) {
      pressOrTurn(choice)
    },
    async hear() {
      if (self.sees.length === 0 && heardUntil === 0 && (await open()) === undefined) self.sends('/start')
      return hear()
    },
  }

  /** A story may say a button's value in words. */
  function pressOrSay(text: string): Update {
    return self.sends(text)
  }

  function pressOrTurn({ value }: Choice): void {
    const shown = self.sees.some(({ keyboard }) => keyboard.flat().some((button) => button.callback_data === value))
    if (shown) self.presses(value)
    else
      self.forges(
        value,
        self.sees.findLast(({ earlier }) => earlier.flat(2).some((button) => button.callback_data === value)),
      )
  }
}

/**
 * Nothing is on its way, in neither direction. An update is off the wire only when its answers stand in the log, so that
 * the log is read after the wire was seen empty, and the wire once more after it.
 */
export async function quiet(fake: FakeBotApi, database: Database): Promise<void> {
  const isSilent = () => fake.queue.pending === 0 && fake.unanswered === 0
  for (let polls = 0; ; polls++) {
    if (fake.faults.length > 0) throw new Error('The fake failed', { cause: fake.faults[0] })
    if (polls > 2000) throw new Error(`Telegram does not become quiet: ${JSON.stringify(fake.calls.slice(-5))}`)
    await setTimeout(5)
    if (!isSilent()) continue
    const [row] = await database.query<{ count: number }>({
      name: 'line-unsent',
      text: "SELECT count(*) FROM message WHERE status IN ('queued', 'sending')",
      values: [],
    })
    if (row?.count === 0 && isSilent()) return
  }
}

type Office = LogEntry & { from: 'office' }

function toHeard(entry: Office, log: readonly LogEntry[], sees: readonly Shown[]): Heard {
  const { text, question, appointment, booked, cancelled } = entry.message
  const isLatest = log.findLast(({ from }) => from === 'office') === entry
  const shown = sees.find(({ id }) => String(id) === entry.externalId)
  if (isLatest) check(entry, shown)
  const forward = question?.choices.filter(({ aside }) => !aside) ?? []
  const asides = question?.choices.filter(({ aside }) => aside) ?? []
  return {
    text,
    choices: [...forward, ...asides],
    ...(question && { step: question.step }),
    ...(appointment && { card: appointment }),
    ...(appointment && booked && { booked: { code: appointment.code, startsAt: appointment.startsAt } }),
    ...(cancelled && { cancelled }),
  }
}

/** What is asked is shown, and its buttons are those of the question: all of them, or a month of the calendar. */
function check({ message }: Office, shown: Shown | undefined): void {
  if (!shown) throw new Error('The last message is not shown')
  // Below it the names may follow that buttons can't say in full.
  if (!shown.text.includes(message.text.slice(-200))) throw new Error(`Shown is something else: ${shown.text}`)
  const buttons = new Set(shown.keyboard.flat().flatMap(({ callback_data: data }) => data ?? []))
  const missing = (message.question?.choices ?? []).filter(
    ({ value, aside }) => !buttons.has(value) && (aside || message.question?.layout !== 'calendar'),
  )
  if (missing.length > 0) throw new Error(`There are no buttons for ${missing.map(({ value }) => value).join()}`)
}
