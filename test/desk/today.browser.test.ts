import { beforeEach, expect, it } from 'vitest'
import { today, visitor } from '../api/visitor.ts'
import { eventually } from '../web/eventually.ts'
import { emptyTables } from '../database/empty-tables.ts'
import { atTheDesk, isAccessible, opens } from './desk-rig.ts'

/** The last act has been answered: the window may hear of it before. */
const idle = '.today-desk[aria-busy="false"]'

atTheDesk('the page of today', (rig) => {
  beforeEach(async () => {
    await emptyTables(rig.desk.database, 'appointment', 'data_key')
    await rig.desk.database.prisma.$executeRaw`UPDATE slot SET booked = 0`
  })

  const books = (time: string, name: string) => visitor(rig.desk.desk, { startsAt: today(time), name })

  async function sitsDown(wish: { width?: number; room?: string; at?: Date } = {}) {
    const clerk = await rig.desk.hires('clerk')
    const { room = '2.14', ...size } = wish
    const page = await opens(rig, { cookie: clerk.cookie, path: '/desk/heute', ...size })
    await page.locator('.today-desk').waitFor()
    await page.fill('#room', room)
    await page.locator('#room').blur()
    return { clerk, page }
  }

  it('calls the next person with one key, asks once what became of the former, and takes it back', async () => {
    const { clerk, page } = await sitsDown()
    const [first, second] = [await books('08:40', 'Олена Шевченко'), await books('09:00', 'Ayşe Yılmaz')]
    for (const { id } of [first, second]) await clerk.sends('POST', `/visits/${id}/arrive`)
    const desk = page.locator('.today-desk')
    await desk.getByText('Olena Shevchenko').waitFor()
    await page.keyboard.press('n')
    await desk.getByText('Von Ihnen aufgerufen').waitFor()
    await desk.getByText('Олена Шевченко').waitFor()
    await page.locator(idle).waitFor()
    await page.keyboard.press('n')
    await page.getByRole('dialog').getByText('Was ist aus').waitFor()
    await page.keyboard.press('2')
    await desk.getByText('Ayşe Yılmaz').waitFor()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.locator(idle).waitFor()
    const list = async () => (await clerk.gets('/locations/neuss/today')).body.visits
    expect(await list()).toMatchObject([{ attendance: 'no_show' }, { presence: 'called', attendance: 'unrecorded' }])
    await page.keyboard.press('u')
    await eventually(async () => (await list())[1].presence).toBe('arrived')
  })

  it('goes by the office’s clock, whatever the clerk’s computer shows', async () => {
    const { clerk, page } = await sitsDown({ at: new Date('2001-01-01T00:10:00Z') })
    const [first, second] = [await books('08:40', 'Олена Шевченко'), await books('09:00', 'Ayşe Yılmaz')]
    for (const { id } of [first, second]) await clerk.sends('POST', `/visits/${id}/arrive`)
    await page.locator('.today-group-arrived li').nth(1).waitFor()
    await page.keyboard.press('n')
    await page.locator('.today-desk').getByText('Von Ihnen aufgerufen').waitFor()
    await page.locator(idle).waitFor()
    await page.keyboard.press('n')
    await page.getByRole('dialog').getByRole('button', { name: 'Nicht erschienen' }).waitFor()
  })

  it('goes through a visit with keys alone, each of which can be turned off', async () => {
    const { clerk, page } = await sitsDown()
    const { id } = await books('09:00', 'Marie Dupont')
    await clerk.sends('POST', `/visits/${id}/arrive`)
    await page.locator('.today-desk').getByText('Marie Dupont').waitFor()
    const presence = async () => (await clerk.gets('/locations/neuss/today')).body.visits[0].presence
    for (const [key, after] of [
      ['n', 'called'],
      ['z', 'arrived'],
      ['n', 'called'],
      ['b', 'with_clerk'],
      ['e', 'done'],
    ] as const) {
      await page.keyboard.press(key)
      await eventually(presence).toBe(after)
      await page.locator(`.today-group-${after} li`).waitFor({ state: 'attached' })
      await page.locator(idle).waitFor()
    }
    await page.locator('.today-legend input').uncheck()
    await page.keyboard.press('u')
    await page.locator('.today-done').waitFor()
    expect(await presence()).toBe('done')
  })

  it('offers “did not come” from the start on, and lets a colleague go on with whom another has called', async () => {
    const [one, other] = [await sitsDown(), await sitsDown({ room: '2.15' })]
    const [late, early] = [await books('09:20', 'Mehmet Kaya'), await books('10:00', 'Jean Martin')]
    await one.clerk.sends('POST', `/visits/${late.id}/call`, { room: '2.14' })
    await other.clerk.sends('POST', `/visits/${early.id}/call`, { room: '2.15' })
    const desk = other.page.locator('.today-desk')
    await desk.getByText('Jean Martin').waitFor()
    expect(await desk.getByRole('button', { name: 'Nicht erschienen' }).count(), 'before the start').toBe(0)
    await other.page.keyboard.press('x')
    await other.page.locator(idle).waitFor()
    expect(await other.page.getByText('hat noch nicht begonnen').count(), 'nor by its key').toBe(0)
    await other.page.getByRole('button', { name: /^Nicht erschienen/ }).click()
    await one.page.locator('.today-group-no_show li').waitFor({ state: 'attached' })
  })

  it('brings into view what came of a call, and covers nothing that has the focus', async () => {
    const { clerk, page } = await sitsDown()
    const names = ['Ayşe Yılmaz', 'Mehmet Kaya', 'Jonas Weber', 'Jean Martin', 'Marie Dupont', 'Fatima Rahimi']
    for (const [index, name] of names.entries()) {
      const { id } = await books(['08:00', '08:20', '08:40', '10:00', '10:20', '10:40'][index] ?? '', name)
      if (index < 3) await clerk.sends('POST', `/visits/${id}/arrive`)
    }
    await page.locator('.today-group-arrived li').nth(2).waitFor()
    const height = 640
    await page.setViewportSize({ width: 1280, height })
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.keyboard.press('n')
    await page.locator('.today-desk').getByText('Von Ihnen aufgerufen').waitFor()
    await page.locator(idle).waitFor()
    const bottom = async () => {
      const box = await page.locator('.today-done').boundingBox()
      return box ? box.y + box.height : Infinity
    }
    await eventually(bottom).toBeLessThanOrEqual(height)
    const covered: string[] = []
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab')
      const isSeen = await page.evaluate(() => {
        const focused = document.activeElement
        if (focused === null || focused === document.body) return true
        const { x, y, width, height } = focused.getBoundingClientRect()
        const top = document.elementFromPoint(x + width / 2, y + height / 2)
        return focused.contains(top) || top?.closest('label')?.control === focused
      })
      if (!isSeen) covered.push(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 100) ?? ''))
    }
    expect(covered).toEqual([])
  })

  it('shows the same in every window, whoever did it, and does not call before it knows where to', async () => {
    const [one, other] = [await sitsDown({ room: '' }), await sitsDown({ room: '2.15' })]
    const { id } = await books('09:00', 'Jonas Weber')
    await other.clerk.sends('POST', `/visits/${id}/arrive`)
    await one.page.locator('.today-group-arrived').getByText('Jonas Weber').waitFor()
    await one.page.keyboard.press('n')
    await one.page.getByText('Bitte sagen Sie zuerst').waitFor()
    await other.page.keyboard.press('n')
    await one.page.locator('.today-group-called').getByText('Raum 2.15').waitFor()
    await one.page.getByText('Gerade wartet niemand').first().waitFor()
  })

  it('says that the line is lost, and catches up by itself', async () => {
    const { page } = await sitsDown()
    const cut = '**/today/events*'
    await page.route(cut, (route) => route.abort())
    await page.reload()
    await page.getByText('Keine Verbindung').waitFor()
    await page.unroute(cut)
    await books('09:40', 'Jean Martin')
    await page.locator('.today-group-expected').getByText('Jean Martin').waitFor()
    await page.getByText('Keine Verbindung').waitFor({ state: 'detached' })
  })

  it('leads from the number of unrecorded visits to settling them, which can be taken back', async () => {
    const yesterday = new Date(today('10:00').getTime() - 86_400_000)
    await visitor(rig.desk.desk, { startsAt: yesterday, name: 'Ольга Мельник' })
    const { page, clerk } = await sitsDown()
    await page.getByText('1 Termin früherer Tage ist nicht erfasst.').waitFor()
    await page.getByRole('link', { name: 'Jetzt nachtragen' }).click()
    await page.getByText('Olha Melnyk').waitFor()
    await isAccessible(page)
    await page.getByRole('button', { name: 'War da' }).click()
    await page.getByText('Olha Melnyk').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Zurücknehmen' }).click()
    await page.getByText('Olha Melnyk').waitFor()
    expect((await clerk.gets('/locations/neuss/today')).body.unrecorded).toBe(1)
    await page.getByRole('button', { name: 'Vom Amt abgesagt' }).click()
    await page.getByText('Olha Melnyk').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Zurücknehmen' }).click()
    await page.getByText('Olha Melnyk').waitFor()
  })

  for (const width of [820, 1280])
    it(`has no fault that axe knows of, and nothing that overflows, at ${width} px`, async () => {
      const { clerk, page } = await sitsDown({ width })
      for (const [time, name] of [
        ['08:00', 'Тарас Бондар'],
        ['08:40', 'محمد الأحمد'],
        ['09:00', 'Mehmet Kaya'],
        ['10:00', 'Fatima Rahimi'],
      ] as const) {
        const { id } = await books(time, name)
        if (time > '08:30' && time < '09:30') await clerk.sends('POST', `/visits/${id}/arrive`)
      }
      await page.locator('.today-group-arrived li').nth(1).waitFor()
      await page.keyboard.press('n')
      await page.locator('.today-done').waitFor()
      await page.locator('.today-desk').getByText('Von Ihnen aufgerufen').waitFor()
      await page.locator(idle).waitFor()
      await isAccessible(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      await page.keyboard.press('n')
      await page.getByRole('dialog').waitFor()
      await eventually(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2')
      await isAccessible(page)
    })
})
