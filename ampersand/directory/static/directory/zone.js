/** Chooses the time zone of this device in the form, unless somebody has chosen one already. Nothing is sent for it. */
const form = document.querySelector("form[data-zone]");
const list = form?.querySelector("select[name='my-zone']");
if (list instanceof HTMLSelectElement && !form?.querySelector("[data-errors]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && [...list.options].some((one) => one.value === zone)) list.value = zone;
}
