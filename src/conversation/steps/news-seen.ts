import { sayWhetherSeen } from '#appointments/attendance/say-whether-seen.ts'
import { unclear } from '../choosing.ts'
import { languageOf, say, textsOf } from '../talk.ts'
import { writeWhen } from '../when.ts'
import type { NewsQuestion } from './news.ts'

/** Nobody has recorded a visit: the applicant knows best. */
export const seenNews: NewsQuestion = {
  text: (talk, { startsAt }) => textsOf(talk)('step.seen.ask', { when: writeWhen(startsAt, languageOf(talk)) }),
  options: async (talk) => keys.map((key) => ({ key, label: textsOf(talk)(`step.seen.${key}`) })),
  startsTask: () => false,
  answer: async (talk, { code }, key) => {
    const answer = keys.find((each) => each === key)
    if (!answer) return unclear()
    const { tx, conversationId, now } = talk
    const { outcome } = await sayWhetherSeen(tx, { conversationId, code, answer, now })
    const t = textsOf(talk)
    const over = t(outcome === 'already' ? 'news.seen-already' : 'step.appointment.gone')
    const text = outcome === 'recorded' ? t(`news.${answer}`) : over
    return { kind: 'answered', answers: { news: undefined }, say: [say(text)] }
  },
}

const keys = ['seen', 'office-cancelled', 'could-not-come'] as const
