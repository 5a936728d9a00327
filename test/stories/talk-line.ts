import { randomUUID } from 'node:crypto'
import type { Conversations } from '#conversation/conversations.ts'
import type { Act, ChannelName, Outgoing } from '#message.ts'
import { submitForm } from '../forms/submit-form.ts'
import type { Heard, Line } from './person.ts'

type Where = { conversations: Conversations; origin: string }
type Visit = { channel?: ChannelName; locale?: string; language?: string; link?: string }

/** A conversation itself, without its channel: what Telegram's stories are about, before Telegram draws them. */
export async function talkLine(
  { conversations, origin }: Where,
  { channel = 'telegram', locale, language, link }: Visit = {},
) {
  const { conversationId } = await conversations.create({ channel, address: randomUUID() })
  let after = 0
  const act = async (what: Act, key: string = randomUUID()) => {
    await conversations.receive({
      address: { channel, conversationId },
      key: `${conversationId}:${key}`,
      act: what,
      echo: { ...('text' in what && { text: what.text }) },
      ...(locale && { locale }),
    })
  }
  await act({ kind: 'joined', ...(language && { language }), ...(link && { link }) })
  const line: Line & { conversationId: string; act: typeof act } = {
    conversationId,
    act,
    say: (text, id) => act({ kind: 'text', text }, id),
    press: ({ value }) => act({ kind: 'press', value }),
    async fillIn(token, { name, birthday }) {
      const sent = await submitForm(`${origin}/f/${token}`, { name, birthday, people: '2' })
      if (sent.status !== 303) throw new Error(`The page answered ${sent.status}: ${await sent.text()}`)
    },
    async hear() {
      const entries = await conversations.log(conversationId, after)
      after = entries.at(-1)?.sequence ?? after
      return entries.flatMap((entry) => (entry.from === 'office' ? [toHeard(entry.message)] : []))
    },
  }
  return line
}

function toHeard({ text, question, appointment, booked, cancelled }: Outgoing): Heard {
  return {
    text,
    choices: question?.choices ?? [],
    ...(question && { step: question.step }),
    ...(question?.form && { form: question.form }),
    ...(appointment && { card: appointment }),
    ...(appointment && booked && { booked: { code: appointment.code, startsAt: appointment.startsAt } }),
    ...(cancelled && { cancelled }),
  }
}
