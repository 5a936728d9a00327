import type { Server } from '../database/template.ts'
import { chromiumPath, openChromium } from '../web/chromium.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { withServer } from './gate-server.ts'
import { bookAtDesk, bookInChat, editOffice, type Journey, writeCalendars } from './output-journeys.ts'
import { outputJudge, type Unescape } from './output-judge.ts'
import { openOutputs, type Outputs } from './output-office.ts'
import { lookAtPages } from './output-pages.ts'
import { payload } from './output-payloads.ts'

/**
 * Gate 14. Whatever people type as a name, a text, a note, and whatever the desk writes as the office's texts: on its ways out
 * into calendars, Telegram, pages and paper it stays text.
 */
export const gate: Gate = {
  number: 14,
  name: 'output',
  run: (form, given) =>
    withServer(given, (server) => withOutputs(server, (office, judge) => writeAll({ ...sizes[form], office, judge }))),
  mutant: (_, given) => withServer(given, withoutEscape),
}

const range = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index)

/** `looks`: which of them are looked at in a browser, too: those that browsers take for markup. */
type Size = { numbers: readonly number[]; looks: readonly number[] }
const sizes: Record<Form, Size> = {
  short: { numbers: [2, 3, 10, 11, 22, 26, 27, 29, 32, 125, 155], looks: [10] },
  full: { numbers: range(0, 1000), looks: [0, ...range(10, 15)] },
}

async function withoutEscape(server: Server): Promise<Outcome> {
  const figures: Record<string, string> = {}
  let passed = false
  await withOutputs(server, async (office, judge) => {
    for (const [name, { looks = [], ...unescape }] of Object.entries(mutants)) {
      judge.learned(unescape)
      const isAlive = looks.length > 0
      const outcome = await writeAll({ office, judge, numbers: isAlive ? [] : [2, 3, 10, 11], looks, isAlive })
      passed ||= outcome.passed
      figures[name] = `${outcome.figures['faults']} faults: ${outcome.figures['kinds']}`
    }
  })
  return { passed, figures }
}

const entities = { '&lt;': '<', '&gt;': '>' }

const mutants: Record<string, Unescape & { looks?: number[] }> = {
  // Only where no line of ours begins: what is harmless stays as it was.
  'calendars written raw': {
    calendar: (file) =>
      file
        .replaceAll(/\r\n[ \t]/g, '')
        .replaceAll(/^(?:SUMMARY|LOCATION):.*$/gm, (line) => line.replaceAll(String.raw`\n`, '\r\n')),
  },
  'pages written raw': {
    page: (html) => Object.entries(entities).reduce((text, [entity, sign]) => text.replaceAll(entity, sign), html),
  },
  'Telegram reads markup': { call: (params) => ({ ...params, parse_mode: 'HTML' }) },
  ...(chromiumPath !== undefined && { 'texts are parsed in the browser': { looks: [10] } }),
}

type Judge = ReturnType<typeof outputJudge>

/** An office, and a judge who has seen what harmless texts look like there. */
async function withOutputs<T>(server: Server, work: (office: Outputs, judge: Judge) => Promise<T>): Promise<T> {
  const office = await openOutputs(server)
  try {
    const judge = outputJudge()
    const harmless = (number: number, text: string): Journey => ({
      number,
      text,
      judge,
      found(where, fault) {
        if (fault !== undefined) throw new Error(`Something harmless came out wrong: ${where}, ${fault}`)
      },
    })
    for (const number of range(2001, 3)) await travel(office, harmless(number, 'Harmlos Probe'))
    // A page that refuses a name looks otherwise.
    await travel(office, harmless(2006, '4 Harmlos'))
    judge.learned()
    return await work(office, judge)
  } finally {
    await office.close()
  }
}

/** Into everything but a browser. */
async function travel(office: Outputs, journey: Journey): Promise<void> {
  writeCalendars(office, journey)
  await editOffice(office, journey)
  await bookInChat(office, journey)
  await bookAtDesk(office, journey)
  await office.clear()
}

type Plan = Size & { office: Outputs; judge: Judge; isAlive?: boolean }

async function writeAll({ office, judge, numbers, looks, isAlive = false }: Plan): Promise<Outcome> {
  const faults: string[] = []
  const outputs = new Map<string, number>()

  /** What breaks off in between is this text's fault, and the next one is tried all the same. */
  async function tries(number: number, work: (journey: Journey) => Promise<void>): Promise<void> {
    const found: Journey['found'] = (where, fault) => {
      outputs.set(where, (outputs.get(where) ?? 0) + 1)
      if (fault !== undefined) faults.push(`${where} of ${number}: ${fault}`)
    }
    try {
      await work({ number, text: payload(number), judge, found })
    } catch (error) {
      found('journey', String(error).slice(0, 200))
      await office.clear()
    }
  }

  for (const number of numbers) await tries(number, (journey) => travel(office, journey))
  const browser = looks.length > 0 && chromiumPath !== undefined ? await openChromium() : undefined
  try {
    for (const number of browser ? looks : [])
      await tries(number, (journey) => lookAtPages(office, { ...journey, browser: browser!, isAlive }))
  } finally {
    await browser?.close()
  }
  return {
    passed: faults.length === 0 && office.fake?.faults.length === 0,
    figures: {
      payloads: numbers.length,
      'looked at in a browser': browser ? looks.length : 0,
      faults: faults.length,
      kinds: [...new Set(faults)].slice(0, 4).join(', ') || 'none',
      outputs: [...outputs].map(([where, count]) => `${where} ${count}`).join(', '),
    },
  }
}
