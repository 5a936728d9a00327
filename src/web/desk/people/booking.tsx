import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Link } from '../parts/link.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { languageOf } from '../today/named.ts'
import { t } from '../texts.ts'
import { Alternatives } from './alternatives.tsx'
import { Booked } from './booked.tsx'
import { type Bookable, inWords } from './named.ts'
import { TimeChoice } from './time-choice.tsx'
import type { Booking } from './use-booking.ts'

/** An appointment for somebody who stands here or calls. */
export function BookingPage({ booking, places }: { booking: Booking; places: Bookable | undefined }): JSX.Element {
  const { form, booked, isTimeMissing } = booking
  const wrong = form.refusal ?? isTimeMissing
  // The button is at the end of a long form, what is wrong with it may be at its beginning.
  useEffect(() => {
    if (wrong)
      document.querySelector('.people-booking :is([role=alert], [aria-invalid])')?.scrollIntoView({ block: 'center' })
  }, [wrong])
  const other = form.refusal?.code === 'has-one' ? form.refusal.details?.['id'] : undefined
  if (booked) return <Booked booking={booking} booked={booked} />
  return (
    <div class="people">
      <Link to="/desk/personen" class="kern-link">
        {t('people.back')}
      </Link>
      <PageHead title={t('people.bookTitle')} />
      <div class="people-booking">
        <Form
          form={{ ...form, fields: form.fields.filter((name) => name !== 'startsAt') }}
          submit={booking.submit}
          deed={t('people.bookNow')}
          before={isTimeMissing && <Notice kind="danger" title={t('people.missingTime')} />}
        >
          {typeof other === 'string' && (
            <Link to={`/desk/personen/${other}`} class="kern-link">
              {t('people.other')}
            </Link>
          )}
          <Alternatives refusal={form.refusal} choose={booking.choose} />
          <div class="people-parts">
            <Where booking={booking} places={places} />
            <Who booking={booking} places={places} />
          </div>
        </Form>
      </div>
    </div>
  )
}

type Props = { booking: Booking; places: Bookable | undefined }

function Where({ booking, places }: Props): JSX.Element {
  const { form, department, location, wanted, set, choose } = booking
  const departments = places?.departments ?? []
  const options = (list: readonly { id: string; name: Record<string, string> }[]) =>
    list.map(({ id, name }) => ({ value: id, label: inWords(name) }))
  const open = { value: '', label: t('people.choose') }
  return (
    <fieldset class="kern-fieldset people-part">
      <legend class="kern-heading-medium">{t('people.what')}</legend>
      {departments.length > 1 && (
        <Choice
          id="department"
          label={t('people.department')}
          value={department?.id ?? ''}
          error={form.faultOf('departmentId')}
          options={[open, ...options(departments)]}
          change={(departmentId) => set({ departmentId })}
        />
      )}
      {department && (
        <Choice
          id="service"
          label={t('people.service')}
          value={wanted?.serviceId ?? ''}
          error={form.faultOf('serviceId')}
          options={[open, ...options(department.services)]}
          change={(serviceId) => set({ serviceId })}
        />
      )}
      {department && department.locations.length > 1 && (
        <Choice
          id="location"
          label={t('people.location')}
          value={location?.id ?? ''}
          error={form.faultOf('locationId')}
          options={options(department.locations)}
          change={(locationId) => set({ locationId })}
        />
      )}
      {wanted && (
        <TimeChoice place={wanted} chosen={{ day: form.values.day, startsAt: form.values.startsAt }} choose={choose} />
      )}
    </fieldset>
  )
}

function Who({ booking: { form }, places }: Props): JSX.Element {
  const { value: language, change } = form.field('language')
  return (
    <fieldset class="kern-fieldset people-part">
      <legend class="kern-heading-medium">{t('people.bookFor')}</legend>
      <Field
        id="name"
        label={t('people.name')}
        hint={t('people.nameHint')}
        dir="auto"
        autoComplete="off"
        autoCapitalize="words"
        spellcheck={false}
        {...form.field('name')}
      />
      <Field
        id="date-of-birth"
        label={t('people.dateOfBirth')}
        hint={t('people.dateHint')}
        autoComplete="off"
        {...form.field('dateOfBirth')}
      />
      <Choice
        id="language"
        label={t('people.language')}
        value={language}
        options={(places?.languages ?? []).map((tag) => ({ value: tag, label: languageOf(tag) }))}
        change={change}
      />
      <Choice
        id="people"
        label={t('people.people')}
        options={Array.from({ length: 10 }, (_, index) => ({ value: `${index + 1}`, label: `${index + 1}` }))}
        {...form.field('people')}
      />
      <Field
        id="contact"
        label={t('people.contact')}
        hint={t('people.contactHint')}
        isOptional
        autoComplete="off"
        spellcheck={false}
        {...form.field('contactCode')}
      />
    </fieldset>
  )
}
