import { z } from 'zod'

const Text = z.string().min(1)

/** What the one-time pages say beside the questions that the chat asks too. `locales/<language>/form.json` */
export const FormTexts = z.strictObject({
  office: Text,
  title: Text,
  birthdayTitle: Text,
  intro: Text,
  name: Text,
  nameHint: Text,
  birthday: Text,
  birthdayHint: Text,
  people: Text,
  choose: Text,
  send: Text,
  errors: Text,
  errorMark: Text,
  privacy: Text,
  doneTitle: Text,
  done: Text,
  usedTitle: Text,
  used: Text,
  expiredTitle: Text,
  expired: Text,
  unknownTitle: Text,
  unknown: Text,
  busyTitle: Text,
  busy: Text,
  troubleTitle: Text,
  trouble: Text,
  toTelegram: Text,
  toChat: Text,
})
export type FormTexts = z.infer<typeof FormTexts>
