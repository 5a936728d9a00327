import type { AppointmentCard, Choice, Question } from '#message.ts'
import type { Language } from '#texts.ts'
import { hasTexts, list, record, text } from './json.ts'
import { isLanguage } from './languages.ts'

export type OpenQuestion = Pick<Question, 'layout' | 'input'> & { step: string; choices: readonly Choice[] }

/** A message of the feed as the page needs it. `calendarFile` and `qrCode` are data: URLs that came with the
 * card; `hasErased` says that everything before is gone. */
export type Activity = {
  id: string
  at: string
  from: 'person' | 'office'
  text: string
  clientId?: string | undefined
  language?: Language | undefined
  direction?: string | undefined
  question?: OpenQuestion | undefined
  card?: AppointmentCard | undefined
  hasErased?: boolean
  /** It answers nothing that the person said. */
  isUnasked?: boolean
  cancelled?: string | undefined
  /** Notifications can be shown on this device: their key, and what the button says. */
  push?: { key: string; label: string } | undefined
  calendarFile?: string | undefined
  qrCode?: string | undefined
}

export type ActivitySet = { activities: readonly Activity[]; watermark: string | undefined }

export function readActivitySet(value: unknown): ActivitySet {
  const set = record(value)
  return { activities: list(set['activities']).flatMap(readActivity), watermark: text(set['watermark']) }
}

function readActivity(value: unknown): Activity[] {
  const activity = record(value)
  const id = text(activity['id'])
  if (activity['type'] !== 'message' || id === undefined) return []
  const data = record(activity['channelData'])
  const shared = { id, at: text(activity['timestamp']) ?? '', text: text(activity['text']) ?? '' }
  if (record(activity['from'])['role'] === 'user') {
    return [{ ...shared, from: 'person', clientId: text(data['clientActivityID']) }]
  }
  return [
    {
      ...shared,
      from: 'office',
      language: isLanguage(data['language']) ? data['language'] : undefined,
      direction: text(data['direction']),
      question: readQuestion(data),
      card: isCard(data['card']) ? data['card'] : undefined,
      hasErased: data['erased'] === true,
      isUnasked: data['unasked'] === true,
      cancelled: text(record(data['cancelled'])['code']),
      push: isPush(data['push']) ? data['push'] : undefined,
      calendarFile: attachment(activity, 'text/calendar'),
      qrCode: attachment(activity, 'image/'),
    },
  ]
}

function readQuestion(data: Record<string, unknown>): OpenQuestion | undefined {
  const step = text(data['step'])
  if (step === undefined) return undefined
  return {
    step,
    layout: layoutOf(data['layout']),
    input: inputOf(data['input']),
    choices: list(data['choices']).filter(isChoice),
  }
}

function layoutOf(value: unknown): Question['layout'] {
  return value === 'languages' || value === 'calendar' || value === 'times' ? value : 'list'
}

function inputOf(value: unknown): Question['input'] {
  return value === 'name' || value === 'birthday' || value === 'code' ? value : 'any'
}

function isChoice(value: unknown): value is Choice {
  return hasTexts(value, ['value', 'label'])
}

function isCard(value: unknown): value is AppointmentCard {
  const texts = [
    'heading',
    'plea',
    'code',
    'when',
    'whenGerman',
    'title',
    'service',
    'place',
    'street',
    'mapUrl',
    'startsAt',
  ]
  return hasTexts(value, texts) && Array.isArray(record(value)['documents'])
}

function isPush(value: unknown): value is NonNullable<Activity['push']> {
  return hasTexts(value, ['key', 'label'])
}

function attachment(activity: Record<string, unknown>, type: string): string | undefined {
  return list(activity['attachments'])
    .map(record)
    .filter(({ contentType }) => text(contentType)?.startsWith(type))
    .map(({ contentUrl }) => text(contentUrl))
    .find((url) => url?.startsWith('data:'))
}
