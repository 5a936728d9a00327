import type { JSX } from 'preact'
import type { AppointmentCard } from '#message.ts'
import type { Activity } from './activity.ts'
import { isolate } from './bidi.tsx'
import { download } from './download.ts'
import type { Deeds } from './chat.ts'
import { Icon } from './icons.tsx'
import { printOnly } from './print-only.ts'
import type { PageTexts } from './texts.ts'

/** The clerk's words beside the reader's, for the sheet of paper that both look at. */
const german = { appointment: 'Termin', place: 'Ort', bring: 'Bitte mitbringen', code: 'Code' }

type Props = {
  activity: Activity
  card: AppointmentCard
  fate: 'valid' | 'cancelled' | 'replaced'
  texts: PageTexts
  deeds: Deeds
}

/** An appointment as one would pin it to the wall. */
export function Card({ activity, card, fate, texts, deeds }: Props): JSX.Element {
  const [day, time] = split(card.when)
  const { push } = activity
  return (
    <article class={`card ${fate}`} aria-label={texts.appointment}>
      <h2 class="state">
        <Icon name={fate === 'valid' ? 'check' : 'cross'} />
        <span>
          {fate === 'valid' ? card.heading : texts[fate]} <German text={german.appointment} />
        </span>
      </h2>
      <div class="face">
        <div class="facts">
          <p class="when">
            <time dateTime={card.startsAt}>
              <span class="day">{day}</span>{' '}
              <span class="time">
                <bdi>{time}</bdi>
              </span>
            </time>
          </p>
          {card.whenGerman !== card.when && (
            <p class="quiet" lang="de">
              <bdi>{card.whenGerman}</bdi>
            </p>
          )}
          <p>
            <strong>{isolate(card.service)}</strong>
          </p>
          <h3>
            {texts.place} <German text={german.place} />
          </h3>
          <p>
            {isolate(card.place)}
            <br />
            <bdi>{card.street}</bdi>
          </p>
          {fate === 'valid' && (
            <a class="link screen" href={card.mapUrl} target="_blank" rel="noreferrer" referrerpolicy="no-referrer">
              <Icon name="pin" />
              {texts.map}
              <span class="spoken"> ({texts.newTab})</span>
            </a>
          )}
          {card.documents.length > 0 && (
            <>
              <h3>
                {texts.bring} <German text={german.bring} />
              </h3>
              <ul class="documents">
                {card.documents.map((document) => (
                  <li>{isolate(document)}</li>
                ))}
              </ul>
            </>
          )}
        </div>
        <div class="ticket">
          <h3>
            {texts.code} <German text={german.code} />
          </h3>
          <p class="code">
            <bdi dir="ltr">{card.code}</bdi>
          </p>
          {activity.qrCode && fate === 'valid' && (
            <figure>
              <img src={activity.qrCode} alt="QR" width="168" height="168" />
              <figcaption>{texts.checkIn}</figcaption>
            </figure>
          )}
        </div>
      </div>
      {fate === 'valid' && (
        <div class="deeds screen">
          <p>{card.plea}</p>
          <button
            type="button"
            onClick={() => activity.calendarFile && download(activity.calendarFile, `termin-${card.code}.ics`)}
          >
            <Icon name="calendar" />
            {texts.addToCalendar}
          </button>
          <button type="button" onClick={printOnly}>
            <Icon name="print" />
            {texts.print}
          </button>
          {push && isNotifiable && (
            <button
              type="button"
              onClick={({ currentTarget }) => {
                currentTarget.disabled = true
                deeds.notify(push.key)
              }}
            >
              {push.label}
            </button>
          )}
          <button type="button" onClick={() => deeds.send({ text: texts.cancel, value: 'menu:cancel' })}>
            {texts.cancel}
          </button>
        </div>
      )}
    </article>
  )
}

/** Asked by a button, so that nobody is asked for a permission out of the blue; not inside the office's own site, where browsers forbid it. */
const isNotifiable = 'PushManager' in window && parent === window && Notification.permission !== 'denied'

function German({ text }: { text: string }): JSX.Element {
  return (
    <bdi class="paper" lang="de">
      {text}
    </bdi>
  )
}

/** The time is what people look for: "Dienstag, 24. November 2026, 08:20" is drawn as two lines. */
function split(when: string): [string, string] {
  const [, day, time] = /^(.*)[,،]\s*(\d{1,2}:\d{2})$/u.exec(when) ?? []
  return day && time ? [day, time] : [when, '']
}
