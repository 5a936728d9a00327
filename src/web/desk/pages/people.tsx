import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { go, usePath } from '../navigation.ts'
import { Loaded } from '../parts/loaded.tsx'
import type { Done } from '../people/appointment.tsx'
import { BookingPage } from '../people/booking.tsx'
import { PersonPage } from '../people/person-page.tsx'
import { PrintPage } from '../people/print-page.tsx'
import { Search, useSearch } from '../people/search.tsx'
import { useBooking } from '../people/use-booking.ts'
import { useLoad } from '../use-load.ts'

/** People and their appointments. What was searched for and typed stays while one goes to and fro between them. */
export function page(): JSX.Element {
  const [, , , id, part] = usePath().split('/')
  const bookable = useLoad(() => api('GET', '/bookable', {}))
  const places = bookable.body
  const search = useSearch()
  const booking = useBooking(places)
  const [done, setDone] = useState<Done | undefined>()

  function book(who?: { name: string; dateOfBirth: string; language: string }) {
    if (who) booking.begin({ name: who.name, dateOfBirth: who.dateOfBirth, language: who.language })
    else if (booking.booked) booking.begin()
    go('/desk/personen/book')
  }

  if (id === undefined || id === '') return <Search search={search} book={() => book()} />
  if (id === 'book') return <Loaded of={bookable}>{() => <BookingPage booking={booking} places={places} />}</Loaded>
  if (part === 'print') return <PrintPage key={id} id={id} />
  return (
    <PersonPage key={id} id={id} places={places} done={done?.id === id ? done : undefined} say={setDone} book={book} />
  )
}
