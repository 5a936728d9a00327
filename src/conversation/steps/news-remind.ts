import { unclear } from '../choosing.ts'
import { say, textsOf } from '../talk.ts'
import type { NewsQuestion } from './news.ts'

/** After a booking: whether reminders shall come by e-mail. Silence means no. */
export const remindNews: NewsQuestion = {
  text: (talk) => textsOf(talk)('reminders.email.offer'),
  options: async (talk) => keys.map((key) => ({ key, label: textsOf(talk)(`reminders.email.${key}`) })),
  startsTask: (key) => key === 'yes',
  answer: async (talk, _visit, key) => {
    switch (key) {
      case 'yes':
        return { kind: 'ended', say: [], answers: { menu: 'email' } }
      case 'no':
        return {
          kind: 'answered',
          answers: { news: undefined },
          say: [say(textsOf(talk)('reminders.email.declined'))],
        }
      default:
        return unclear()
    }
  },
}

const keys = ['yes', 'no'] as const
