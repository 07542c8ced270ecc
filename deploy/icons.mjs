// Names of the Tabler outline icons that go into the sprite; templates may use only these.
export const ICONS = [
  "alert-circle", "alert-triangle", "arrow-back-up", "arrow-down", "arrow-left", "arrow-right", "arrow-up",
  "arrows-shuffle", "arrows-sort", "award", "ban", "books", "building", "building-community", "calendar",
  "calendar-event", "cash", "certificate", "chart-bar", "chart-dots", "chart-histogram", "check", "checklist",
  "chevron-down", "chevron-left", "chevron-right", "chevron-up", "circle-check", "circle-dashed", "circle-plus",
  "circle-x", "clipboard-check", "clipboard-list", "clock", "clock-pause", "cloud-check", "cloud-off",
  "cloud-upload", "coin", "copy", "cpu", "device-floppy", "device-tablet-check", "download", "edit",
  "external-link", "eye", "eye-off", "file-check", "file-spreadsheet", "file-text", "file-type-pdf", "file-x",
  "filter", "filter-off", "flag", "gavel", "gift", "git-merge", "help-circle", "history", "home", "hourglass",
  "id-badge-2", "info-circle", "key", "keyboard", "language", "layout-dashboard", "license", "link",
  "list-check", "list-details", "lock", "lock-open", "login", "logout", "mail", "map-pin", "mask", "maximize",
  "medal", "menu-2", "minus", "paperclip", "phone", "player-pause", "player-play", "player-skip-forward",
  "plus", "presentation", "printer", "qrcode", "refresh", "report-money", "rubber-stamp", "scale", "school",
  "search", "settings", "shield-check", "signature", "sort-ascending", "sort-descending", "speakerphone",
  "text-size", "trash", "trophy", "upload", "user", "user-check", "users", "users-group", "x", "zoom-in",
];
