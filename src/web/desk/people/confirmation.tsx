import type { ComponentChildren, JSX } from 'preact'
import type { AnswerOf, RouteAt } from '../api.ts'
import { QrCode } from '../parts/qr-code.tsx'

type Sheet = AnswerOf<RouteAt<'GET', '/visits/:id/confirmation'>>

/** What somebody takes home: their own language first, German beside it for whoever helps them or receives them. */
export function Confirmation({ sheet }: { sheet: Sheet }): JSX.Element {
  const { language, direction, own, german, name, street, code, qr, chat } = sheet
  const both = (key: 'title' | 'cannotCome' | 'cancel') => <German>{german?.[key]}</German>
  return (
    <article class="paper" lang={language} dir={direction}>
      <p class="paper-office">
        <bdi>{own.office}</bdi> <German>{german?.office}</German>
      </p>
      <h2>
        {own.title} {both('title')}
      </h2>
      <div class="paper-face">
        <dl>
          {name !== null && (
            <Row label={own.nameLabel} german={german?.nameLabel}>
              <bdi>{name}</bdi> · {own.people}
            </Row>
          )}
          <Row label={own.whenLabel} german={german?.whenLabel}>
            <strong class="paper-when">{own.when}</strong>
            <German>{german?.when}</German>
          </Row>
          <Row label={own.serviceLabel} german={german?.serviceLabel}>
            {own.service}
            <German>{german?.service}</German>
          </Row>
          <Row label={own.placeLabel} german={german?.placeLabel}>
            <bdi>{own.place}</bdi>
            <br />
            <bdi dir="ltr">{street}</bdi>
          </Row>
        </dl>
        <div class="paper-ticket">
          <p class="paper-label">
            {own.codeLabel} <German>{german?.codeLabel}</German>
          </p>
          <p class="paper-code">
            <bdi dir="ltr">{code}</bdi>
          </p>
          <QrCode {...qr} label="QR" />
          <p>{own.checkIn}</p>
          <German>{german?.checkIn}</German>
        </div>
      </div>
      {own.documents.length > 0 && (
        <section>
          <h3>
            {own.documentsLabel} <German>{german?.documentsLabel}</German>
          </h3>
          <div class="paper-documents">
            <Documents list={own.documents} />
            {german && <Documents list={german.documents} lang="de" />}
          </div>
        </section>
      )}
      <section class="paper-cancel">
        <h3>
          {own.cannotCome} {both('cannotCome')}
        </h3>
        <p>{own.cancel}</p>
        {both('cancel')}
        <p class="paper-chat">
          <bdi dir="ltr">{chat}</bdi>
        </p>
      </section>
    </article>
  )
}

function Row({
  label,
  german,
  children,
}: {
  label: string
  german: string | undefined
  children: ComponentChildren
}): JSX.Element {
  return (
    <>
      <dt class="paper-label">
        {label} <German>{german}</German>
      </dt>
      <dd>{children}</dd>
    </>
  )
}

function German({ children }: { children: string | undefined }): JSX.Element | null {
  if (children === undefined) return null
  return (
    <span class="paper-german" lang="de" dir="ltr">
      {children}
    </span>
  )
}

function Documents({ list, lang }: { list: readonly string[]; lang?: 'de' }): JSX.Element {
  return (
    <ul {...(lang && { lang, dir: 'ltr' as const, class: 'paper-german' })}>
      {list.map((document) => (
        <li key={document}>{document}</li>
      ))}
    </ul>
  )
}
