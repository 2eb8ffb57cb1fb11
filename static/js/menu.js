// The phone's menu is put away with the page: else Back brings the page as it was left, with the menu over it.
addEventListener("pagehide", () => {
  const menu = document.getElementById("menu");
  // older browsers have no popovers: there the menu stands in the page
  if (menu.hidePopover && menu.matches(":popover-open")) menu.hidePopover();
});
