import type { Mapping } from './mapping.ts'

/** The tools whose exports are recognised without being told, under the names they are saved by. */
export const knownTools: Readonly<Record<string, Mapping>> = {
  terminkalender: {
    origin: 'terminkalender',
    columns: {
      number: 'Vorgangsnummer',
      department: 'Fachbereich',
      service: 'Anliegen',
      location: 'Standort',
      date: 'Datum',
      time: 'Uhrzeit',
      minutes: 'Dauer (Min.)',
      bookedAt: 'Gebucht am',
      bookedVia: 'Buchungsweg',
      language: 'Sprache',
      status: 'Status',
    },
    status: { Erschienen: 'attended', 'Nicht erschienen': 'no_show' },
    departments: { Asylrecht: 'asylum', 'Allgemeines Ausländerrecht': 'general' },
    locations: { Neuss: 'neuss', Grevenbroich: 'grevenbroich' },
    fixed: {},
    dates: 'dd.mm.yyyy',
  },
  'ukraine-termintool': {
    origin: 'ukraine-termintool',
    columns: {
      number: 'booking_id',
      start: 'start',
      minutes: 'duration_minutes',
      service: 'topic',
      status: 'state',
    },
    status: { durchgeführt: 'attended' },
    departments: {},
    locations: {},
    fixed: { department: 'ukraine' },
    dates: 'dd.mm.yyyy',
  },
}
