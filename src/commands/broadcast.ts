import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { instantOf } from '#appointments/local-time.ts'
import { loadOffice } from '#appointments/office.ts'
import { openStore } from '#database/open-store.ts'
import { ChannelName } from '#message.ts'
import { Audience, Offer, Texts } from '#notices/broadcast/broadcast.ts'
import { createBroadcast } from '#notices/broadcast/create.ts'
import { judgeTexts } from '#notices/broadcast/judge-texts.ts'
import { previewBroadcast } from '#notices/broadcast/preview.ts'
import { startBroadcast } from '#notices/broadcast/start.ts'
import { builtIn } from '#notices/broadcast/template.ts'
import { Refusal } from '#refusal.ts'
import { audit } from '#staff/audit.ts'
import { Language, loadTexts } from '#texts.ts'
import { defineCommand } from './command.ts'
import { type Refused, writeRefusal } from './broadcast-refusals.ts'

const list = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim()))
  .optional()
const day = z.iso.date('must be a day such as 2026-11-24').optional()

/** Announces free times, as the desk does. The running program sends it; a command only puts it there. */
export const broadcast = defineCommand({
  words: 'broadcast',
  usage:
    'broadcast --department ID [--service ID] [--location ID] [--from DAY] [--to DAY] [--group everybody|later|waiting] [--after DAY] [--departments IDS] [--services IDS] [--locations IDS] [--languages TAGS] [--channels NAMES] [--texts FILE] [--title TEXT] [--key KEY] [--at "DAY HH:MM"] [--per-place 3] [--wave-minutes 15] [--draft] [--dry-run]',
  about: 'tells many people of free times; --dry-run only shows whom, and what they would read',
  options: {
    department: { type: 'string' },
    service: { type: 'string' },
    location: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    group: { type: 'string' },
    after: { type: 'string' },
    departments: { type: 'string' },
    services: { type: 'string' },
    locations: { type: 'string' },
    languages: { type: 'string' },
    channels: { type: 'string' },
    texts: { type: 'string' },
    title: { type: 'string' },
    key: { type: 'string' },
    at: { type: 'string' },
    'per-place': { type: 'string' },
    'wave-minutes': { type: 'string' },
    draft: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  values: z.object({
    department: z.string('is missing: name the department whose times are free'),
    service: z.string().optional(),
    location: z.string().optional(),
    from: day,
    to: day,
    group: z.enum(['everybody', 'later', 'waiting'], 'must be everybody, later or waiting').default('everybody'),
    after: day,
    departments: list,
    services: list,
    locations: list,
    languages: list.pipe(z.array(Language).min(1).optional()),
    channels: list.pipe(z.array(ChannelName).min(1).optional()),
    texts: z.string().optional(),
    title: z.string().max(120).optional(),
    key: z.string().min(1).max(100).optional(),
    at: z
      .string()
      .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d$/, 'must be a day and a time such as "2026-11-24 09:00"')
      .optional(),
    'per-place': z.coerce.number('must be a number').int().min(1).max(20).optional(),
    'wave-minutes': z.coerce.number('must be a number').int().min(1).max(1440).optional(),
    draft: z.boolean().default(false),
    'dry-run': z.boolean().default(false),
  }),
  async run({ config, values, say }) {
    const now = new Date()
    const speak = loadTexts()
    const { department: departmentId, service: serviceId, location: locationId, from: firstDay, to: lastDay } = values
    const { departments: departmentIds, services: serviceIds, locations: locationIds } = values
    const { group, after, languages, channels, title = 'Rundschreiben', key } = values
    const offer = Offer.parse({ departmentId, serviceId, locationId, firstDay, lastDay })
    const audience = Audience.parse({ group, after, departmentIds, serviceIds, locationIds, languages, channels })
    const texts = values.texts === undefined ? builtIn(speak, { group }) : await readTexts(values.texts)
    const fault = judgeTexts(texts, audience)
    if (fault) return refused({ outcome: 'bad-texts', ...fault })
    const at = values.at === undefined ? undefined : momentOf(values.at)

    const { database, close } = await openStore({ config, purpose: 'command', say })
    try {
      const office = await loadOffice(database.prisma)
      if (values['dry-run']) {
        const { days: _days, ...preview } = await database.transaction((tx) =>
          previewBroadcast(tx, { offer, audience, texts, office, speak, now }),
        )
        return { isOk: true, lines: describe(preview), data: preview }
      }
      const plan = {
        title,
        offer,
        audience,
        texts,
        key,
        perPlace: values['per-place'],
        waveMinutes: values['wave-minutes'],
      }
      // One transaction: what is refused leaves nothing behind, but a draft that only lacks its approval.
      const done = await database.transaction(async (tx) => {
        const created = await createBroadcast(tx, { plan, office, by: null, now })
        if (created.outcome !== 'created') return created
        await audit(tx, { by: undefined, deed: 'add-broadcast', subject: created.id })
        if (values.draft) return created
        const started = await startBroadcast(tx, { id: created.id, at, office, by: null, now })
        if (started.outcome !== 'started' && started.outcome !== 'scheduled' && started.outcome !== 'approval-needed')
          throw new NotStarted(started)
        if (started.outcome !== 'approval-needed') {
          const facts = {
            people: started.people,
            at: started.outcome === 'scheduled' ? started.at.toISOString() : null,
          }
          await audit(tx, { by: undefined, deed: 'start-broadcast', subject: created.id, facts })
        }
        return { ...started, id: created.id }
      })
      switch (done.outcome) {
        case 'created':
          return { isOk: true, lines: [`The draft ${done.id} waits at the desk.`], data: done }
        case 'started':
          return { isOk: true, lines: [`Broadcast ${done.id} goes to ${done.people} people.`], data: done }
        case 'scheduled': {
          const when = done.at.toISOString()
          return { isOk: true, lines: [`Broadcast ${done.id} goes to ${done.people} people at ${when}.`], data: done }
        }
        case 'twice':
        case 'unknown-place':
        case 'days-in-the-wrong-order':
        case 'bad-texts':
        case 'approval-needed':
          return refused(done)
      }
    } catch (error) {
      if (error instanceof NotStarted) return refused(error.refusal)
      throw error
    } finally {
      await close()
    }
  },
})

/** Rolls the draft back. */
class NotStarted extends Error {
  readonly refusal: Refused
  constructor(refusal: Refused) {
    super(refusal.outcome)
    this.refusal = refusal
  }
}

function refused(refusal: Refused) {
  return { isOk: false, lines: [writeRefusal(refusal)], data: { ...refusal, message: writeRefusal(refusal) } }
}

async function readTexts(file: string): Promise<Texts> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Refusal(`--texts ${file} can not be read: name a JSON file with a text per language`, { code: 2, cause })
  })
  try {
    return Texts.parse(JSON.parse(text))
  } catch (cause) {
    throw new Refusal(`--texts ${file} must be JSON such as {"de": "… {slots}", "uk": "… {slots}"}`, { code: 2, cause })
  }
}

function momentOf(text: string): Date {
  const [day = '', time = ''] = text.split(' ')
  const at = instantOf({ day, time })
  if (!at || Number.isNaN(at.getTime())) throw new Refusal(`--at ${text} is no time of the office's clock`, { code: 2 })
  return at
}

type Shown = {
  people: number
  told: number
  places: number
  needsApproval: boolean
  crowds: readonly { language: string; people: number }[]
  bodies: Texts
}

function describe({ people, told, places, needsApproval, crowds, bodies }: Shown): string[] {
  return [
    `${people} people, ${told} of whom can be reached now; ${places} free places.`,
    ...(needsApproval ? ['A second member of staff has to approve it at the desk.'] : []),
    ...crowds.map(({ language, people: many }) => `  ${language}: ${many}`),
    ...Object.entries(bodies).map(([language, body]) => `\n--- ${language}\n${body}`),
  ]
}
