import { openWithCode } from '#appointments/open.ts'
import { unclear } from '../choosing.ts'
import { formQuestion, isPrivate, typedInChat } from '../private-form.ts'
import { languageOf, say, type Talk, type TalkReading, type TalkStep, textsOf } from '../talk.ts'
import { readBirthday } from '../understanding/birthday.ts'
import { toAppointment } from './appointment.ts'
import { birthdayQuestion } from './date-of-birth.ts'

/** The second half of opening an appointment elsewhere: the date of birth that was given when it was booked. */
export const openingBirthday: TalkStep = {
  key: 'dateOfBirth',
  gives: 'appointment',
  applies: ({ answers }) => answers.elsewhere === true,
  ask: async (talk) =>
    isPrivate(talk)
      ? formQuestion(talk, 'dateOfBirth', { asks: 'birthday' })
      : birthdayQuestion(textsOf(talk)('step.dateOfBirth.opening')),
  read: async (said, talk) =>
    isPrivate(talk) ? typedInChat(talk) : openFor(talk, said.kind === 'text' ? said.text : ''),
}

/** Tries the code with a date of birth as it was written. */
export async function openFor(talk: Talk, birthday: string): Promise<TalkReading> {
  const t = textsOf(talk)
  const read = readBirthday(birthday, { language: languageOf(talk), today: talk.today })
  if ('refused' in read) return unclear(t(`step.dateOfBirth.${read.refused}`))
  const { conversationId, now, answers } = talk
  const opening = { conversationId, code: answers.code ?? '', dateOfBirth: read.day, now }
  const opened = await openWithCode(talk.tx, talk.keys, opening)
  switch (opened.outcome) {
    case 'opened':
      return { kind: 'answered', answers: toAppointment(opened.appointment) }
    case 'wrong':
      if (opened.left === 0) return { kind: 'ended', say: [say(t('open.locked'))] }
      return { kind: 'answered', answers: { code: undefined }, say: [say(t('open.wrong', { count: opened.left }))] }
    case 'locked':
      return { kind: 'ended', say: [say(t('open.locked'))] }
  }
}
