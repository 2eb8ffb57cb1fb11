"""How dates are read and shown in forms (FORMAT_MODULE_PATH): one way for the whole product, the admin included."""
