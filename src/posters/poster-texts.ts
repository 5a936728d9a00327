import { z } from 'zod'

const Text = z.string().min(1)

/** What a poster says. `locales/<language>/poster.json` */
export const PosterTexts = z.strictObject({
  title: Text,
  lead: Text,
  scan: Text,
  webchat: Text,
  webchatText: Text,
  telegram: Text,
  telegramText: Text,
  cancel: Text,
  free: Text,
  privacy: Text,
})
export type PosterTexts = z.infer<typeof PosterTexts>
