import { loadOffice } from '#appointments/office.ts'
import { conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import { keysFrom } from '#privacy/keys.ts'
import { Language, loadTexts } from '#texts.ts'
import { freshOffice } from '../database/fresh-database.ts'
import { brokenIn } from './broken-in.ts'
import { random } from './random.ts'
import type { Delivery } from './repeated-delivery.ts'
import { stateOf } from './repeated-state.ts'
import { visitor } from './visitor.ts'

const connections = 50
const now = new Date(new Date().setUTCHours(6, 0, 0, 0))

type Wish = {
  server: { url: string; prefix: string }
  talks: number
  updates: number
  guarded: (database: Database) => Database
  delivery: Delivery
}

/** Holds all conversations and resolves to what is left of them. */
export async function holdTalks({ server, guarded, delivery, ...size }: Wish) {
  const database = await freshOffice({ server, now, connections })
  try {
    // A chosen time is never gone because of somebody else: both runs offer the same.
    await database.query({ name: 'widen', text: 'UPDATE slot SET capacity = 30000', values: [] })
    const office = await loadOffice(database.prisma)
    const keys = keysFrom('a secret of at least thirty-two bytes for gates')
    const speak = loadTexts()
    const talks = conversations({ database: guarded(database), keys, office: () => office, speak, now: () => now })
    const staleWords = Language.options.flatMap((language) => [
      speak(language)('stale.answered'),
      speak(language)('stale.over'),
    ])
    const counted = { delivered: 0, updates: 0, stale: 0, executed: 0, misnamed: 0 }
    const started = performance.now()
    const ids = await Promise.all(Array.from({ length: size.talks }, (_, number) => talk(number)))
    const seconds = (performance.now() - started) / 1000

    async function talk(number: number): Promise<string> {
      const { conversationId } = await talks.create({ channel: 'webchat', address: `dl_${number}` })
      const chance = random(number)
      const language = Language.options[number % Language.options.length] ?? 'de'
      const somebody = visitor(number, { language, random: chance })
      const { deliver, finish } = delivery({
        talks,
        chance: random(1000 + number),
        count({ isAsFirst }) {
          counted.delivered++
          if (!isAsFirst) counted.misnamed++
        },
      })
      const old = new Set<string>()
      let seen = 0
      for (let update = 0; update < size.updates; update++) {
        const before = somebody.asked()
        const isStale = chance.chance(0.1)
        const stale = isStale ? [...old].filter((value) => isPast(value, before?.step)) : []
        const said = stale.length > 0 ? chance.pick(stale) : somebody.next()
        const isPress = said.includes(':') && chance.chance(0.5)
        await deliver({
          address: { channel: 'webchat', conversationId },
          key: `${conversationId}:${update}`,
          act:
            update === 0 ? { kind: 'joined' } : isPress ? { kind: 'press', value: said } : { kind: 'text', text: said },
          ...(update > 0 && { echo: { text: said } }),
        })
        counted.updates++
        const news = await talks.log(conversationId, seen)
        seen = news.at(-1)?.sequence ?? seen
        const messages = news.flatMap((entry) => (entry.from === 'office' ? [entry.message] : []))
        for (const { question, booked, appointment, cancelled } of messages) {
          somebody.notice({ question, booked: booked ? appointment?.code : undefined, cancelled: cancelled?.code })
        }
        for (const { value } of somebody.asked()?.choices ?? []) old.add(value)
        if (stale.length === 0) continue
        counted.stale++
        const isAnswered = messages.some(({ text }) => staleWords.some((words) => text.includes(words)))
        if (!isAnswered || somebody.asked()?.step !== before?.step) counted.executed++
      }
      await finish()
      return conversationId
    }

    const states: string[] = []
    for (const id of ids) states.push(await stateOf({ database, keys, conversations: talks }, id))
    const broken = await brokenIn(database)
    const appointments = await database.prisma.appointment.count()
    return { ...counted, states, broken, appointments, seconds }
  } finally {
    await database.close()
  }
}

/** A button of another question; of the ways out, those work everywhere. */
function isPast(value: string, open: string | undefined): boolean {
  const step = value.slice(0, value.indexOf(':'))
  return step !== open && !['menu', 'page', 'language'].includes(step)
}
