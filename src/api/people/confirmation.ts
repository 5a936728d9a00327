import { z } from 'zod'
import type { Appointment } from '#appointments/appointment.ts'
import { writeWhen } from '#conversation/when.ts'
import { direction, Language } from '#texts.ts'
import type { Desk } from '../desk.ts'

/** What the sheet says, in one language. `when` is date and time with the weekday. */
const Sheet = z.object({
  office: z.string(),
  title: z.string(),
  nameLabel: z.string(),
  people: z.string(),
  when: z.string(),
  whenLabel: z.string(),
  service: z.string(),
  serviceLabel: z.string(),
  place: z.string(),
  placeLabel: z.string(),
  documents: z.array(z.string()),
  documentsLabel: z.string(),
  codeLabel: z.string(),
  checkIn: z.string(),
  cannotCome: z.string(),
  cancel: z.string(),
})
type Sheet = z.infer<typeof Sheet>

/** A confirmation on paper: the applicant's language, and German for whoever it is shown to. `german` is null where that is theirs. */
export const Confirmation = z.object({
  language: Language,
  direction: z.enum(['ltr', 'rtl']),
  own: Sheet,
  german: Sheet.nullable(),
  name: z.string().nullable(),
  street: z.string(),
  code: z.string(),
  qr: z.object({ path: z.string(), size: z.int() }),
  chat: z.url(),
})
type Confirmation = z.infer<typeof Confirmation>

export function confirmationOf(
  desk: Pick<Desk, 'office' | 'speak'>,
  visit: Appointment,
): Pick<Confirmation, 'language' | 'direction' | 'own' | 'german' | 'street' | 'code'> {
  const language = Language.catch('de').parse(visit.language)
  const location = desk.office().locations.find(({ id }) => id === visit.locationId)
  return {
    language,
    direction: direction(language),
    own: sheetIn(desk, visit, language),
    german: language === 'de' ? null : sheetIn(desk, visit, 'de'),
    street: location?.address ?? '',
    code: `${visit.code.slice(0, 4)}-${visit.code.slice(4)}`,
  }
}

function sheetIn({ office, speak }: Pick<Desk, 'office' | 'speak'>, visit: Appointment, language: Language): Sheet {
  const t = speak(language)
  const { departments, locations } = office()
  const department = departments.find(({ id }) => id === visit.departmentId)
  const service = department?.services.find(({ id }) => id === visit.serviceId)
  const location = locations.find(({ id }) => id === visit.locationId)
  return {
    office: t('paper.office'),
    title: t('paper.title'),
    nameLabel: t('label.name'),
    people: t('step.people.count', { count: visit.people }),
    when: writeWhen(visit.startsAt, language),
    whenLabel: t('label.time'),
    service: service?.name[language] ?? service?.name.de ?? '',
    serviceLabel: t('label.service'),
    place: location?.name[language] ?? location?.name.de ?? '',
    placeLabel: t('label.location'),
    documents: service?.documents[language] ?? service?.documents.de ?? [],
    documentsLabel: t('card.documents'),
    codeLabel: t('paper.code'),
    checkIn: t('paper.checkIn'),
    cannotCome: t('paper.cannotCome'),
    cancel: t('paper.cancel'),
  }
}
