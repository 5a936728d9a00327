type LauncherTexts = { language: string; direction: 'ltr' | 'rtl'; open: string; close: string; title: string }

/** By the site's language, else the browser's, else German. */
export function launcherTexts(tag: string): LauncherTexts {
  const wanted = tag.slice(0, 2).toLowerCase()
  const language = Object.hasOwn(texts, wanted) ? wanted : 'de'
  const [open = '', close = '', title = ''] = texts[language] ?? []
  return { language, direction: language === 'ar' ? 'rtl' : 'ltr', open, close, title }
}

const texts: Record<string, readonly string[]> = {
  uk: ['Записатися на прийом', 'Закрити', 'Запис на прийом у чаті'],
  de: ['Termin vereinbaren', 'Schließen', 'Termin im Chat vereinbaren'],
  en: ['Book an appointment', 'Close', 'Book an appointment by chat'],
  ru: ['Записаться на приём', 'Закрыть', 'Запись на приём в чате'],
  tr: ['Randevu alın', 'Kapat', 'Sohbet ile randevu alın'],
  ar: ['حجز موعد', 'إغلاق', 'حجز موعد عبر المحادثة'],
  fr: ['Prendre rendez-vous', 'Fermer', 'Prendre rendez-vous par chat'],
}
