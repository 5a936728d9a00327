/** Set as a constructed sheet, which a site's Content-Security-Policy lets pass. */
export const styles = `
:host { all: initial; position: fixed; z-index: 2147483000; inset-block-end: 1rem; inset-inline-end: 1rem; color-scheme: light dark; }
button { font: 600 1rem/1.3 system-ui, sans-serif; min-height: 3rem; padding: .6rem 1.25rem; border: 2px solid #fff; border-radius: 1.5rem; background: #0b5276; color: #fff; cursor: pointer; box-shadow: 0 4px 16px rgb(8 20 30 / 30%); float: inline-end; }
button:hover { background: #083d58; }
button:focus-visible { outline: 3px solid #0b5276; outline-offset: 3px; }
iframe { display: block; width: min(26rem, calc(100vw - 2rem)); height: min(42rem, calc(100vh - 6rem)); margin-block-end: .75rem; border: 1px solid #74828f; border-radius: 1rem; background: Canvas; box-shadow: 0 10px 40px rgb(8 20 30 / 30%); }
iframe[hidden] { display: none; }
@media (max-width: 30rem) { iframe { position: fixed; inset: 0; width: 100%; height: calc(100% - 5rem); border: 0; border-radius: 0; } }
@media (forced-colors: active) { button { border-color: ButtonText; } }
`
