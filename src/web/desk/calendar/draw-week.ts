import { Calendar, type EventInput } from 'fullcalendar'
import german from 'fullcalendar/locales/de'
import skeleton from 'fullcalendar/skeleton.css' with { type: 'text' }
import classic from 'fullcalendar/themes/classic'
import palette from 'fullcalendar/themes/classic/palette.css' with { type: 'text' }
import theme from 'fullcalendar/themes/classic/theme.css' with { type: 'text' }
import timeGrid from 'fullcalendar/timegrid'
import { language, t } from '../texts.ts'
import { addDays, type Slot, standingOf, type Week } from './week.ts'

/** `departments`: in this order they stand side by side, each by its short name; a single one has none. */
type Wish = { firstDay: string; departments: readonly { id: string; short: string }[] }

let isDressed = false

/** Style sheets that a policy without inline styles allows: they come with the script, and to this page alone. */
function dress(): void {
  if (isDressed) return
  isDressed = true
  const sheets = [skeleton, theme, palette].map((text) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    return sheet
  })
  // Before the desk's own, which has the last word.
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...sheets]
}

/** Draws weeks into an element; `show` draws another, `end` takes it away. A click says which day is meant. */
export function drawWeek(element: HTMLElement, choose: (day: string) => void) {
  dress()
  const calendar = new Calendar(element, {
    plugins: [timeGrid, classic],
    ...(language === 'de' && { locale: german }),
    initialView: 'timeGridWeek',
    timeZone: 'Europe/Berlin',
    firstDay: 1,
    headerToolbar: false,
    height: 'auto',
    displayEventEnd: false,
    eventTimeFormat: { hour: '2-digit', minute: '2-digit', hour12: false },
    slotDuration: '00:30:00',
    slotEventOverlap: false,
    eventOrder: 'start,order',
    allDaySlot: true,
    allDayText: '',
    nowIndicator: true,
    navLinks: false,
    eventInteractive: false,
    eventClick: ({ event }) => choose(event.extendedProps['day']),
  })
  calendar.render()
  return {
    show(week: Week, { firstDay, departments }: Wish): void {
      calendar.batchRendering(() => {
        calendar.removeAllEvents()
        calendar.setOption(
          'hiddenDays',
          week.days.some((day, index) => index > 4 && day.slots.length > 0) ? [] : [6, 0],
        )
        calendar.setOption('slotMinTime', `${hourOf(week, 'first')}:00:00`)
        calendar.setOption('slotMaxTime', `${hourOf(week, 'last')}:00:00`)
        // Three departments side by side leave no room for it; the hours stand at the edge.
        calendar.setOption('displayEventTime', departments.length < 2)
        calendar.gotoDate(firstDay)
        for (const event of eventsOf(week, departments)) calendar.addEvent(event)
      })
    },
    end: () => calendar.destroy(),
  }
}

/** The hours that are shown: those in which anything is. */
function hourOf({ days }: Week, end: 'first' | 'last'): string {
  const slots = days.flatMap((day) => day.slots)
  const hours = slots.map(({ time, startsAt, endsAt }) => {
    const minutes = (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    return end === 'first' ? hour : Math.ceil((hour * 60 + minute + minutes) / 60)
  })
  const found = end === 'first' ? Math.min(8, ...hours) : Math.max(13, ...hours)
  return String(found).padStart(2, '0')
}

function eventsOf({ days }: Week, departments: Wish['departments']): EventInput[] {
  const short = (id: string | null) => shortOf(departments, id)
  return days.flatMap(({ day, holiday, closures, special, slots }) => [
    ...(holiday === null ? [] : [wholeDay(day, holiday, 'holiday')]),
    ...closures.map(({ reason, departmentId }) =>
      wholeDay(day, `${short(departmentId)}${reason[language] ?? reason['de'] ?? ''}`, 'closure'),
    ),
    ...special.map(({ opens, closes, departmentId }) =>
      wholeDay(day, `${short(departmentId)}${t('calendar.instead', { opens, closes })}`, 'special'),
    ),
    ...slots.map((slot) => slotEvent(slot, { day, departments })),
  ])
}

/** Before what concerns one of several departments. */
function shortOf(departments: Wish['departments'], id: string | null): string {
  const short = departments.length < 2 ? undefined : departments.find((department) => department.id === id)?.short
  return short === undefined ? '' : `${short} `
}

function wholeDay(day: string, title: string, kind: string): EventInput {
  return {
    title,
    start: day,
    end: addDays(day, 1),
    allDay: true,
    className: `week-${kind}`,
    extendedProps: { day },
  }
}

function slotEvent(slot: Slot, { day, departments }: { day: string; departments: Wish['departments'] }): EventInput {
  const { startsAt, endsAt, booked, held, capacity, departmentId } = slot
  return {
    title: `${shortOf(departments, departmentId)}${booked + held}/${capacity}`,
    start: startsAt,
    end: endsAt,
    className: `week-${standingOf(slot)}`,
    extendedProps: { day, order: departments.findIndex(({ id }) => id === departmentId) },
  }
}
