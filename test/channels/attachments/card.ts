import type { AppointmentCard } from '#message.ts'

export const card: AppointmentCard = {
  code: 'BCDF-GHJK',
  checkInCode: '7N4KX2PQRT',
  startsAt: '2026-12-14T08:30:00.000Z',
  endsAt: '2026-12-14T09:00:00.000Z',
  moves: 0,
  when: 'понеділок, 14 грудня 2026 р., 09:30',
  whenGerman: 'Montag, 14. Dezember 2026, 09:30 Uhr',
  title: 'Запис до управління; Rhein-Kreis Neuss, Termin',
  service: 'Продовження дозволу',
  place: 'Grevenbroich',
  street: 'Auf der Schanze 4, 41515 Grevenbroich',
  mapUrl: 'https://www.openstreetmap.org/?mlat=51.0883&mlon=6.5871#map=18/51.0883/6.5871',
  heading: 'Ваш запис',
  plea: 'Скасуйте, якщо не прийдете: хтось інший чекає.',
  documents: ['Паспорт', 'Фото, 35 × 45 мм'],
}
