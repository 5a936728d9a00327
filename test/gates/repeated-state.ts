import type { Conversations } from '#conversation/conversations.ts'
import { answersPlace } from '#conversation/conversation-row.ts'
import type { Database } from '#database.ts'
import { decrypt } from '#privacy/encrypt.ts'
import { type Keys, unwrapDataKey } from '#privacy/keys.ts'

type Parts = { database: Database; keys: Keys; conversations: Conversations }
type Row = { state: string; code: string; check_in_code: string; starts_at: Date }
type Stored = { answers: Buffer; id: string; wrapped: Buffer }

/** Everything that is known of a conversation, without the clock and with random names numbered as they come. */
export async function stateOf({ database, keys, conversations }: Parts, conversationId: string): Promise<string> {
  const appointments = await database.query<Row>({
    name: 'state-appointments',
    text: `SELECT state, code, check_in_code, department_id, service_id, location_id, starts_at, people, moves, language
           FROM appointment WHERE conversation_id = $1 ORDER BY booked_at, id`,
    values: [conversationId],
  })
  const [stored] = await database.query<Stored>({
    name: 'state-answers',
    text: 'SELECT c.answers, k.id, k.wrapped FROM conversation c JOIN data_key k ON k.id = c.data_key_id WHERE c.id = $1',
    values: [conversationId],
  })
  if (!stored) throw new Error('This conversation has no key')
  const key = unwrapDataKey(keys, stored)
  const answers: unknown = JSON.parse(decrypt(key, stored.answers, answersPlace(conversationId)))
  const log = await conversations.log(conversationId, 0)
  return numbered(JSON.stringify({ log, answers, appointments }, withoutChance, 1), appointments)
}

/** The moment is the clock's, and how many seats are free a matter of the others. */
function withoutChance(key: string, value: unknown): unknown {
  return key === 'at' || key === 'spoken' ? undefined : value
}

function numbered(state: string, appointments: readonly Row[]): string {
  const holds = new Map<string, string>()
  const codes = [...new Set(appointments.map(({ code }) => code))]
  const named = [
    ...codes.map((code, index) => [code, `code ${index}`] as const),
    ...codes.map((code, index) => [`${code.slice(0, 4)}-${code.slice(4)}`, `code ${index}`] as const),
    ...appointments.map((row, index) => [row.check_in_code, `check-in ${index}`] as const),
  ]
  const hold = (id: string) =>
    holds.get(id.slice(0, 8)) ?? holds.set(id.slice(0, 8), `hold ${holds.size}`).get(id.slice(0, 8))
  return named
    .reduce((text, [random, name]) => text.replaceAll(random, name), state)
    .replace(/(?<="holdId": ")[0-9a-f-]{36}|(?<=confirm:yes:)[0-9a-f]{8}/g, (id) => hold(id) ?? '')
}
