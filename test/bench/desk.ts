import type { AddressInfo } from 'node:net'
import type { Board } from '#api/devices/board-shape.ts'
import type { DayChange } from '#api/today/day-shape.ts'
import { openDesk, type OpenDesk } from '../api/desk-office.ts'
import { hear } from '../api/hear.ts'
import { today, visitor } from '../api/visitor.ts'
import { withServer } from '../gates/gate-server.ts'
import { chromiumPath, openChromium } from '../web/chromium.ts'
import { type Bench, type Measured, median, quantile } from './bench.ts'

/** A day with 400 appointments, 12 clerks and the board live at once: from a click to every window. */
export const bench: Bench = { name: 'desk', run: () => withServer(undefined, workADay) }

const appointments = 400
const clerks = 12
const rounds = 4

async function workADay(server: NonNullable<Wish['server']>): Promise<Measured> {
  const desk = await openDesk({ now: today('09:30'), hasPages: true, server })
  try {
    await desk.server.listen({ host: '127.0.0.1', port: 0 })
    const { port } = desk.server.server.address() as AddressInfo
    const origin = `http://127.0.0.1:${port}`
    for (let index = 0; index < appointments; index++) {
      const { id } = await visitor(desk.desk, { startsAt: today(times[index % times.length] ?? '09:00') })
      await desk.database.prisma.appointment.update({
        where: { id },
        data: { presence: 'arrived', arrivedAt: desk.clock.now },
      })
    }
    return { ...(await click(desk, origin)), ...(await visit(desk, origin)) }
  } finally {
    await desk.close()
  }
}

type Wish = NonNullable<Parameters<typeof openDesk>[0]>

const times = ['08:00', '08:20', '08:40', '09:00', '09:20', '09:40', '10:00', '10:20', '10:40', '11:00']

/** Every clerk calls, one click after another; everybody's window and the board hear of each call before the next. */
async function click(desk: OpenDesk, origin: string): Promise<Measured> {
  const people = await Promise.all(Array.from({ length: clerks }, () => desk.hires('clerk')))
  const windows = people.map(({ cookie }) => hear<DayChange>(`${origin}/api/v1/locations/neuss/today/events`, cookie))
  const { headers } = await desk.pairs('board', 'neuss')
  const board = hear<Board>(`${origin}/api/v1/board/events`, headers.cookie)
  await Promise.all([...windows, board].map((window) => window.next()))
  const took: number[] = []
  const codes: string[] = []
  for (let round = 0; round < rounds; round++) {
    for (const clerk of people) {
      const started = performance.now()
      const { body } = await clerk.sends('POST', '/locations/neuss/calls', { room: '1' })
      const { id, code } = body.visit
      codes.push(code)
      await Promise.all([
        ...windows.map(async (window) => {
          await window.until(({ visits }) => visits.some((each) => each.id === id && each.group === 'called'))
          took.push(performance.now() - started)
        }),
        board
          .until(({ calls }) => calls.some((call) => call.code === code))
          .then(() => took.push(performance.now() - started)),
      ])
      await clerk.sends('POST', `/visits/${id}/finish`)
    }
  }
  for (const window of [...windows, board]) window.stop()
  return {
    [`${appointments} appointments, ${clerks} clerks and the board`]: `${codes.length} calls, ${codes.length - new Set(codes).size} twice`,
    'click to every window, median': `${median(took).toFixed(0)} ms`,
    'click to every window, p95': `${quantile(took, 0.95).toFixed(0)} ms`,
  }
}

/** What the page of today costs cold, until the next person can be called. */
async function visit(desk: OpenDesk, origin: string): Promise<Measured> {
  if (chromiumPath === undefined) return { 'page of today': 'left out: no Chromium found' }
  const { cookie } = await desk.hires('clerk')
  const browser = await openChromium()
  try {
    const context = await browser.newContext({ locale: 'de-DE' })
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url: origin }])
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    let bytes = 0
    session.on('Network.dataReceived', ({ encodedDataLength }) => (bytes += encodedDataLength))
    const started = performance.now()
    await page.goto(`${origin}/desk/heute`, { waitUntil: 'commit' })
    await page.locator('.today-next button').waitFor()
    const usable = performance.now() - started
    return {
      'page of today, to usable, cold, same machine': `${(usable / 1000).toFixed(2)} s, ${(bytes / 1000).toFixed(0)} kB`,
    }
  } finally {
    await browser.close()
  }
}
