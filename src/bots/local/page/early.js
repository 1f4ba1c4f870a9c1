// Before anything is painted, so that a chosen theme never flashes the other one. A classic script for that reason.
const chosenTheme = localStorage.getItem('refcount.theme');
if (chosenTheme === 'light' || chosenTheme === 'dark') document.documentElement.dataset.theme = chosenTheme;
