// Date fields of the admin. Its calendar replaces what it cannot read by the present day as soon as the field is
// left: a call would close tonight. What was typed stays; the server reads it, or says beside it what is wrong.
window.jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
