import { calendarFeed } from '#api/calendar/calendar-feed.ts'
import { calendarFile } from '#channels/attachments/calendar-file.ts'
import { activitySet } from '#channels/webchat/render-activity.ts'
import { readName } from '#conversation/understanding/name.ts'
import { card } from '../channels/attachments/card.ts'
import { buttonOf, submitForm } from '../forms/submit-form.ts'
import { person } from '../stories/person.ts'
import { talkLine } from '../stories/talk-line.ts'
import { telegramLine } from '../stories/telegram-line.ts'
import { telegramVisitor } from '../stories/telegram-visitor.ts'
import type { outputJudge } from './output-judge.ts'
import { type Outputs, place } from './output-office.ts'
import { nameOf } from './visitor.ts'

export type Journey = {
  number: number
  text: string
  judge: ReturnType<typeof outputJudge>
  /** Notes where something came out, and what is wrong with it. */
  found: (where: string, fault: string | undefined) => void
}

/** In the chat from 1940 on, at the desk from 1980 on: each is another person. */
function birthday(number: number, since: 1940 | 1980): string {
  return `${1 + (number % 28)}.${1 + (Math.floor(number / 28) % 12)}.${since + (number % 40)}`
}

/** The text becomes what the office calls its service, what to bring, its location and its street, if the desk may write that. */
export async function editOffice({ asks, database: { prisma }, readOffice }: Outputs, { text, found }: Journey) {
  const line = text.slice(0, 200)
  const where = { locationId: place.locationId, serviceId: place.serviceId }
  const location = await prisma.location.findUniqueOrThrow({ where: { id: where.locationId } })
  const service = await prisma.service.findUniqueOrThrow({ where: { id: where.serviceId } })
  const { latitude, longitude } = location
  const kept = (row: typeof location | typeof service) => ({
    position: row.position,
    version: row.version,
    retired: false,
  })
  const answers = [
    await asks('PUT', `/locations/${location.id}`, {
      name: { de: line },
      address: `${line} 1, 41460 Neuss`,
      latitude,
      longitude,
      ...kept(location),
    }),
    await asks('PUT', `/services/${service.id}`, {
      name: { de: line },
      units: service.units,
      documents: [{ de: line }],
      ...kept(service),
    }),
  ]
  for (const { status } of answers) found(status === 200 ? 'office text' : 'refused', expected(status))
  await readOffice()
}

/** In one of three ways in turn: in the web chat, typed in Telegram, on a page of ours. */
export async function bookInChat(office: Outputs, journey: Journey): Promise<void> {
  const way = journey.number % 3
  office.privateForms.splice(0, 1, ...(way === 2 ? ['telegram' as const] : []))
  const before = office.fake?.calls.length ?? 0
  if (way === 0) await inWebchat(office, journey)
  if (way === 1) await typedInTelegram(office, journey)
  if (way === 2) await onPage(office, journey)
  for (const call of office.fake?.calls.slice(before) ?? []) {
    if (/^(send|edit)/.test(call.method)) journey.found('Telegram', journey.judge.call(call))
  }
}

async function inWebchat(office: Outputs, journey: Journey): Promise<void> {
  const line = await talkLine(office, { channel: 'webchat', language: 'de' })
  await books(person(line, 'de'), journey)
  const { conversationId } = line
  const speaker = { conversationId, user: 'dl_gate' }
  const { activities } = activitySet(await office.conversations.log(conversationId, 0), speaker, 0)
  for (const { textFormat, attachments = [] } of activities) {
    journey.found('activity', textFormat === 'plain' ? undefined : `an activity in ${textFormat}`)
    const file = attachments.find(({ contentType }) => contentType === 'text/calendar')?.contentUrl
    if (file === undefined) continue
    const ics = Buffer.from(file.slice(file.indexOf(',') + 1), 'base64').toString()
    journey.found('calendar file', journey.judge.calendar(ics))
  }
}

async function typedInTelegram(office: Outputs, journey: Journey): Promise<void> {
  const user = office.fake!.user({ language_code: 'de', first_name: journey.text })
  const line = await telegramLine(office, user)
  const visitor = person(line, 'de')
  await books(visitor, journey)
  await visitor.says('/menu')
  const telegram = telegramVisitor(office)
  const file = user.sees.flatMap(({ keyboard }) => keyboard.flat()).find(isCalendar)
  user.presses(file?.callback_data ?? 'no calendar')
  await telegram.settle()
  const shown = user.sees.findLast(({ document }) => document)?.document
  journey.found('calendar file', shown ? journey.judge.calendar(shown.bytes.toString()) : 'no calendar file')
}

function isCalendar({ callback_data: data = '' }: { callback_data?: string }): boolean {
  return data.startsWith('menu:calendar-')
}

/** Says it where a name is asked for, and books as somebody harmless if it is none. */
async function books(visitor: ReturnType<typeof person>, { number, text }: Journey): Promise<void> {
  await visitor.listens()
  await visitor.goesTo('name')
  await visitor.says(text)
  await visitor.goesTo('confirm', { name: nameOf(number), birthday: birthday(number, 1940) })
  await visitor.tapsFirst()
}

async function onPage(office: Outputs, { number, text, judge, found }: Journey): Promise<void> {
  const visitor = telegramVisitor(office, 'de')
  await visitor.says('/start')
  await visitor.goesToPage()
  const url = visitor.page()
  // Each sits behind an address of their own, as far as limits are concerned.
  const headers = { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': `192.0.2.${number % 250}` }
  found('page', judge.page(await (await fetch(url, { headers })).text()))
  const who = { birthday: birthday(number, 1940), people: '2' }
  const answer = await submitForm(url, { ...who, ...(await buttonOf(url, headers)), name: text }, headers)
  if (answer.status === 422) found('page', judge.page(await answer.text()))
  // Longer than a page takes at all.
  const isTooLong = answer.status === 413
  if (isTooLong || answer.status === 422) await visitor.fillsIn({ ...who, name: nameOf(number) })
  await visitor.settle()
  const documents = visitor.user.sees
    .flatMap(({ keyboard }) => keyboard.flat())
    .find(({ url: link }) => link?.includes('/d/'))
  const path = new URL(documents?.url ?? 'https://nothing.example/none')
  const page = await fetch(`${office.origin}${path.pathname}${path.search}`, { headers })
  found('page', page.status === 200 ? judge.page(await page.text()) : `no documents: ${page.status}`)
}

/** Books under this name, or a harmless one, writes a note, and resolves to the appointment's id. */
export async function bookAtDesk(office: Outputs, { number, text, judge, found }: Journey): Promise<string> {
  const booking = {
    ...place,
    startsAt: office.startsAt,
    people: 1,
    language: 'de',
    dateOfBirth: birthday(number, 1980),
  }
  const typed = await office.asks('POST', '/appointments', { ...booking, name: text })
  found('desk', expected(typed.status))
  const name = typed.status === 200 ? text : nameOf(number)
  const { body } = typed.status === 200 ? typed : await office.asks('POST', '/appointments', { ...booking, name })
  const { id } = (JSON.parse(body) as { visit: { id: string } }).visit
  found('desk', expected((await office.asks('POST', `/visits/${id}/notes`, { text: text.slice(0, 2000) })).status))
  const paper = JSON.parse((await office.asks('GET', `/visits/${id}/confirmation`)).body) as { name: string }
  const read = readName(name)
  found('paper', 'name' in read && paper.name === read.name ? undefined : 'another name')
  found('calendar feed', judge.calendar((await office.asks('GET', `/locations/${place.locationId}/calendar.ics`)).body))
  return id
}

/** Both calendars with texts that came in by no door that looks at them. */
export function writeCalendars({ office }: Outputs, { text, judge, found }: Journey): void {
  const at = new Date('2026-11-22T09:00:00Z')
  const texts = { title: text, service: text, place: text, street: text, when: text, documents: [text] }
  found('calendar file', judge.calendar(calendarFile({ ...card, ...texts }, { at })))
  const named = structuredClone(office)
  for (const location of named.locations) location.name.de = text
  for (const { services } of named.departments) for (const service of services) service.name.de = text
  const { departmentId, locationId, serviceId } = place
  const visit = { id: '0', code: 'BCDFGHJK', checkInCode: '7N4KX2PQRT', departmentId, locationId, serviceId, people: 1 }
  const time = { startsAt: at, endsAt: new Date(at.getTime() + 1_200_000), bookedAt: at, moves: 0 }
  const appointments = [{ ...visit, ...time, state: 'booked' as const, language: 'de' }]
  found('calendar feed', judge.calendar(calendarFeed({ office: named, locationId, appointments, language: 'de' })))
}

/** Taken, or refused for what it is. */
function expected(status: number): string | undefined {
  return [200, 400, 422].includes(status) ? undefined : `status ${status}`
}
