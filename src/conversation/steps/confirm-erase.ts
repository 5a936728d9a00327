import { appointmentsOf } from '#appointments/find.ts'
import { eraseConversation } from '#privacy/erase-conversation.ts'
import { confirming } from '../confirming.ts'
import { textsOf } from '../talk.ts'

export const confirmErase = confirming({
  reference: ({ conversationId }) => conversationId.slice(0, 6),
  yes: (talk) => textsOf(talk)('confirm.erase'),
  summary: async (talk) => {
    const t = textsOf(talk)
    // What was opened with a code belongs to another conversation and stays.
    const { length } = (await appointmentsOf(talk.tx, talk)).filter(({ isOwn }) => isOwn)
    return {
      text:
        length > 0
          ? `${t('step.confirm.erase')} ${t('step.confirm.erase-appointments', { count: length })}`
          : t('step.confirm.erase'),
    }
  },
  act: async (talk) => {
    await eraseConversation(talk.tx, talk)
    return { kind: 'ended', say: [{ text: textsOf(talk)('erase.done'), erased: true }] }
  },
})
