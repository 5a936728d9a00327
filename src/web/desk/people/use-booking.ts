import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { useDesk } from '../member.ts'
import { useForm } from '../use-form.ts'
import { useKey } from '../use-key.ts'
import type { Chosen } from './alternatives.tsx'
import type { Bookable } from './named.ts'

const nobody = { name: '', dateOfBirth: '', people: '1' }

/** A booking as it is typed: it stays while one looks elsewhere on these pages, until it went through or is begun anew. */
export function useBooking(places: Bookable | undefined) {
  const { place } = useDesk()
  const { departmentId = '', locationId } = place
  const form = useForm({
    departmentId,
    serviceId: '',
    locationId,
    day: '',
    startsAt: '',
    language: 'de',
    contactCode: '',
    ...nobody,
  })
  const [booked, setBooked] = useState<{ id: string; code: string; startsAt: string } | undefined>()
  const [isTimeMissing, setIsTimeMissing] = useState(false)
  const named = useKey()
  const { values } = form
  const departments = places?.departments ?? []
  // Who has but one choice is not asked.
  const department =
    departments.find(({ id }) => id === values.departmentId) ?? (departments.length === 1 ? departments[0] : undefined)
  const service = department?.services.find(({ id }) => id === values.serviceId)
  const location = department?.locations.find(({ id }) => id === values.locationId) ?? department?.locations[0]
  const wanted =
    department && service && location
      ? { departmentId: department.id, serviceId: service.id, locationId: location.id }
      : undefined

  function choose(time: Chosen) {
    setIsTimeMissing(false)
    form.clear()
    form.set(time)
  }

  /** What one chooses from hangs on what was chosen before. */
  function set(change: Partial<Record<'departmentId' | 'serviceId' | 'locationId', string>>) {
    form.clear()
    form.set({ ...change, ...('departmentId' in change && { serviceId: '' }), day: '', startsAt: '' })
  }

  async function submit() {
    if (wanted === undefined || values.startsAt === '') return setIsTimeMissing(true)
    const { startsAt, name, dateOfBirth, people, contactCode } = values
    const language = places?.languages.find((tag) => tag === values.language) ?? 'de'
    const body = { ...wanted, startsAt, name, dateOfBirth, people: Number(people), language, contactCode }
    const done = await form.run(() => named(body, (key) => api('POST', '/appointments', { body, key })))
    setBooked(done?.visit)
  }

  /** Who books for several people says where and when but once; the next person takes another time of the same day. */
  function another() {
    setBooked(undefined)
    form.set({ ...nobody, startsAt: '' })
  }

  /** From the beginning, perhaps for somebody who is known. */
  function begin(who: Partial<Record<'name' | 'dateOfBirth' | 'language', string>> = {}) {
    setBooked(undefined)
    setIsTimeMissing(false)
    form.empty()
    form.set(who)
  }

  return { form, department, location, wanted, booked, isTimeMissing, set, choose, submit, another, begin }
}

export type Booking = ReturnType<typeof useBooking>
