// Names of the Tabler outline icons that go into the sprite; templates may use only these.
export const ICONS = [
  "alert-circle", "alert-triangle", "arrow-back-up", "arrow-left", "arrow-right", "arrows-sort", "award", "ban",
  "building-community", "calendar-event", "certificate", "chart-dots", "chart-histogram", "check", "checklist",
  "chevron-down", "chevron-left", "chevron-right", "chevron-up", "circle-check", "circle-dashed", "circle-x",
  "clipboard-check", "clipboard-list", "clock", "clock-pause", "cloud-check", "cloud-off", "cloud-upload", "coin",
  "copy", "cpu", "device-floppy", "device-tablet-check", "download", "edit", "external-link", "eye", "eye-off",
  "file-spreadsheet", "file-text", "file-type-pdf", "filter", "filter-off", "flag", "gavel", "git-merge", "history",
  "home", "id-badge-2", "info-circle", "keyboard", "language", "lock", "lock-open", "login", "logout", "map-pin",
  "mask", "medal", "menu-2", "minus", "paperclip", "plus", "presentation", "printer", "qrcode", "refresh",
  "report-money", "rubber-stamp", "scale", "school", "search", "settings", "shield-check", "signature", "sort-ascending",
  "sort-descending", "speakerphone", "text-size", "trash", "trophy", "upload", "user", "user-check", "users",
  "users-group", "x",
];
